namespace Honnan.ObjectStores;

/// <summary>One try of a request, which ends where no byte has come or gone for too long.</summary>
internal sealed class S3Attempt : IDisposable
{
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _waiting;
    private readonly CancellationTokenSource _end;

    /// <summary>Begins it.</summary>
    /// <param name="patience">How long nothing may come.</param>
    /// <param name="silence">In place of <see cref="S3Patience.Silence"/>.</param>
    /// <param name="stop">Ends it, too.</param>
    public S3Attempt(S3Patience patience, TimeSpan? silence, CancellationToken stop)
    {
        _silence = silence ?? patience.Silence;
        _waiting = new CancellationTokenSource(_silence, patience.Clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop, _waiting.Token);
    }

    /// <summary>Ends what waits.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Whether it ended since nothing came.</summary>
    public bool IsSilent => _waiting.IsCancellationRequested;

    /// <summary>To be called where bytes have come or gone; behind the try's end, as a request that was left alone may, it does nothing.</summary>
    public void Moves()
    {
        try
        {
            _waiting.CancelAfter(_silence);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _waiting.Dispose();
    }
}
