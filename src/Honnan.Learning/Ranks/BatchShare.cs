namespace Honnan.Learning.Ranks;

/// <summary>The part of every batch that a rank computes: together the ranks' parts are the batch.</summary>
/// <param name="Rank">From 0.</param>
/// <param name="Ranks">How many share a batch.</param>
/// <param name="Mirrored">
/// Whether a picture and the one as far from the batch's other end stay together, with the same places in the part: such
/// pairs are mixed (<c>mixUp</c>, <c>cutMix</c>).
/// </param>
public sealed record BatchShare(int Rank, int Ranks, bool Mirrored)
{
    /// <summary>All of every batch.</summary>
    public static BatchShare Whole { get; } = new(0, 1, false);

    /// <summary>This rank's part, in the batch's order; parts differ by one picture (mirrored: one pair) at most, and may be empty.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> batch)
    {
        if (Ranks == 1)
        {
            return batch;
        }

        int count = batch.Count;
        if (!Mirrored)
        {
            return [.. batch.Skip(Begin(count)).Take(Begin(count, Rank + 1) - Begin(count))];
        }

        // The middle one of an odd number is its own partner, and comes last among the pairs: its rank has it in the middle.
        int pairs = (count + 1) / 2;
        int[] firsts = [.. Enumerable.Range(Begin(pairs), Begin(pairs, Rank + 1) - Begin(pairs))];
        return [.. firsts.Concat(firsts.Reverse().Select(i => count - 1 - i).Where(i => i >= pairs)).Select(i => batch[i])];
    }

    private int Begin(int count, int? rank = null) => (int)((long)count * (rank ?? Rank) / Ranks);
}
