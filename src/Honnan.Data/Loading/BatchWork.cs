using System.Runtime.ExceptionServices;

namespace Honnan.Data.Loading;

/// <summary>A batch that is being filled by several threads, one run of views of one sample at a time.</summary>
internal sealed class BatchWork
{
    private readonly Exception?[] _errors;
    private readonly TaskCompletionSource _done = new();
    private int _left;

    public BatchWork(PictureBatch batch)
    {
        Batch = batch;
        Runs = [.. FindRuns(batch.Views)];
        _errors = new Exception?[Runs.Count];
        _left = Runs.Count;
    }

    public PictureBatch Batch { get; }

    /// <summary>Adjacent views of the same sample: from where, how many.</summary>
    public IReadOnlyList<(int Start, int Count)> Runs { get; }

    /// <summary>Does one run, keeping its error for whoever waits for the batch.</summary>
    public void Do(int run, Action<PictureBatch, int, int> fill)
    {
        try
        {
            fill(Batch, Runs[run].Start, Runs[run].Count);
        }
        catch (Exception error)
        {
            _errors[run] = error;
        }

        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.SetResult();
        }
    }

    /// <summary>Waits until all runs are done; the first run's error, in plan order, is thrown with its trace.</summary>
    public void Wait(CancellationToken cancellation)
    {
        _done.Task.Wait(cancellation);
        if (Array.Find(_errors, e => e is not null) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    private static IEnumerable<(int Start, int Count)> FindRuns(IReadOnlyList<PictureView> views)
    {
        for (int start = 0, end; start < views.Count; start = end)
        {
            for (end = start + 1; end < views.Count && views[end].Sample == views[start].Sample; end++)
            {
            }

            yield return (start, end - start);
        }
    }
}
