namespace Honnan.Learning.Ranks;

/// <summary>
/// The processes that train one net together, and what they tell one another. What is given to all of them
/// (<see cref="Sum"/>, <see cref="Broadcast"/>, <see cref="BeginSum"/>) every rank calls in the same order and with the same
/// lengths; each returns once this rank has its result.
/// </summary>
public interface IRanks
{
    /// <summary>This process's place among them, from 0; rank 0 leads: it alone writes and reports.</summary>
    int Rank { get; }

    /// <summary>How many there are, at least 1.</summary>
    int Count { get; }

    /// <summary>What of its host this one may take.</summary>
    HostShare Host { get; }

    /// <summary>Replaces every number by its sum over all ranks; the same to the last bit on each.</summary>
    void Sum(Span<double> values);

    /// <summary>Replaces the bytes by those of one rank.</summary>
    /// <param name="values">The same length on each rank.</param>
    /// <param name="from">That rank.</param>
    void Broadcast(Span<byte> values, int from);

    /// <summary>Begins to replace numbers by their sums; they must stay where they are, untouched, until the wait is over.</summary>
    /// <param name="address">The first of them, in this process's memory.</param>
    /// <param name="count">How many.</param>
    /// <param name="type">What they are.</param>
    IPendingSum BeginSum(nint address, int count, NumberType type);

    /// <summary>To be called when every rank knows that the work is to be ended: what is still waited for is on its way.</summary>
    void Settle();

    /// <summary>To be called when every rank knows that the work is over, done or not: nothing is exchanged after it.</summary>
    void Dissolve();
}
