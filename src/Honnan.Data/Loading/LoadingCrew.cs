using System.Collections.Concurrent;

namespace Honnan.Data.Loading;

/// <summary>Threads that fill batches in the order in which these come. Disposing stops them and waits for them.</summary>
internal sealed class LoadingCrew : IDisposable
{
    private readonly BlockingCollection<(BatchWork Batch, int Run)> _work = [];
    private readonly Thread[] _threads;
    private volatile bool _stopping;

    public LoadingCrew(int threads, Action<PictureBatch, int, int> fill)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => Run(fill)) { IsBackground = true, Name = $"loading {i}" })];
        Array.ForEach(_threads, t => t.Start());
    }

    public void Add(BatchWork batch)
    {
        for (int run = 0; run < batch.Runs.Count; run++)
        {
            _work.Add((batch, run));
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _work.CompleteAdding();
        Array.ForEach(_threads, t => t.Join());
        _work.Dispose();
    }

    private void Run(Action<PictureBatch, int, int> fill)
    {
        foreach ((BatchWork batch, int run) in _work.GetConsumingEnumerable())
        {
            if (!_stopping)
            {
                batch.Do(run, fill);
            }
        }
    }
}
