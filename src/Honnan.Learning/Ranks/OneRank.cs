namespace Honnan.Learning.Ranks;

/// <summary>A process by itself: every sum is its own already.</summary>
public sealed class OneRank : IRanks, IPendingSum
{
    private OneRank()
    {
    }

    /// <summary>The only one that is needed.</summary>
    public static OneRank Instance { get; } = new();

    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public HostShare Host => HostShare.Whole;

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values, int from)
    {
    }

    /// <inheritdoc/>
    public IPendingSum BeginSum(nint address, int count, NumberType type) => this;

    /// <inheritdoc/>
    public void Settle()
    {
    }

    /// <inheritdoc/>
    public void Dissolve()
    {
    }

    /// <inheritdoc/>
    public void Advance()
    {
    }

    /// <inheritdoc/>
    public void Wait()
    {
    }
}
