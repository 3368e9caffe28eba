using System.Collections.Concurrent;
using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// The pictures that a model has taken and not answered yet: only what these hold is in memory. Those that cost a request are asked
/// for when they are taken, several at a time, and kept until they are answered, since a model reads each twice.
/// </summary>
/// <param name="pictures">What is taken.</param>
/// <param name="input">What they are of, on this system; null where they lie in a store.</param>
/// <param name="stop">Ends the requests.</param>
internal sealed class AnswerWindow(IEnumerable<ScoredPicture> pictures, string? input, CancellationToken stop) : IPictureBytes, IDisposable
{
    private const string Source = "score";
    private const int MostRequests = 16; // at once: enough to hide the way to a store in another building
    private const long MostKept = 256L << 20; // bytes; pictures beyond them are asked for again

    private readonly ConcurrentDictionary<string, Open> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _requests = new(MostRequests);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private long _kept;

    /// <summary>The pictures in order, each open from when it is taken.</summary>
    public IEnumerable<PictureAddress> Take()
    {
        foreach (ScoredPicture picture in pictures)
        {
            _open[picture.Name] = new Open(picture, picture.Fetch is { } fetch ? FetchAsync(fetch) : null);
            yield return new PictureAddress(Source, picture.Name);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">The store, or what the input lies on, fails: that is not the picture's fault.</exception>
    public byte[] Read(PictureAddress address)
    {
        Open open = _open[address.File];
        try
        {
            return open.Fetched?.GetAwaiter().GetResult() ?? open.Picture.Read();
        }
        catch (InputException error)
        {
            StoreException? failure = InputFailure.Of(address.File, error, input);
            if (failure is not null)
            {
                throw failure;
            }

            throw;
        }
    }

    /// <summary>Lets go of a picture that is answered.</summary>
    public void Close(PictureAddress address)
    {
        if (_open.TryRemove(address.File, out Open open) && open.Fetched is { IsCompletedSuccessfully: true, Result: { } bytes })
        {
            Interlocked.Add(ref _kept, -bytes.Length);
        }
    }

    /// <summary>Ends the requests that nobody waits for any more.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task[] left = [.. _open.Values.Select(open => open.Fetched).OfType<Task>()];
        ((IAsyncResult)Task.WhenAll(left)).AsyncWaitHandle.WaitOne(); // their errors are told to whoever reads, or to nobody
        _stop.Dispose();
        _requests.Dispose();
    }

    /// <summary>The bytes; null where enough others are kept.</summary>
    private async Task<byte[]?> FetchAsync(Func<CancellationToken, Task<byte[]>> fetch)
    {
        await _requests.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _kept) >= MostKept)
            {
                return null;
            }

            byte[] bytes = await fetch(_stop.Token).ConfigureAwait(false);
            Interlocked.Add(ref _kept, bytes.Length);
            return bytes;
        }
        finally
        {
            _requests.Release();
        }
    }

    private readonly record struct Open(ScoredPicture Picture, Task<byte[]?>? Fetched);
}
