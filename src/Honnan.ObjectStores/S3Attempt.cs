namespace Honnan.ObjectStores;

/// <summary>One try of a request, which ends where no byte has come or gone for too long.</summary>
internal sealed class S3Attempt : IDisposable
{
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _waiting;
    private readonly CancellationTokenSource _end;

    /// <summary>Begins it.</summary>
    /// <param name="patience">How long nothing may come.</param>
    /// <param name="stop">Ends it, too.</param>
    public S3Attempt(S3Patience patience, CancellationToken stop)
    {
        _silence = patience.Silence;
        _waiting = new CancellationTokenSource(patience.Silence, patience.Clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop, _waiting.Token);
    }

    /// <summary>Ends what waits.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Whether it ended since nothing came.</summary>
    public bool IsSilent => _waiting.IsCancellationRequested;

    /// <summary>To be called where bytes have come or gone.</summary>
    public void Moves() => _waiting.CancelAfter(_silence);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _waiting.Dispose();
    }
}
