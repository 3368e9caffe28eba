using System.Runtime.InteropServices;
using System.Text;
using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Ranks;

/// <summary>What the ranks do in step, so that none waits for one that has gone.</summary>
public static class Agreement
{
    // What became of a rank's work, as it is told to the others.
    private const double Done = 0;
    private const double Cancelled = 1;
    private const double Mistaken = 2; // by the user's mistake, a disk or want of memory
    private const double Broken = 3;

    /// <summary>Whether this rank is the one that writes and reports.</summary>
    public static bool Leads(this IRanks ranks) => ranks.Rank == 0;

    /// <summary>
    /// Does work that may fail on some ranks alone: every rank ends it, and if one could not, all throw: that rank its
    /// error, the others <see cref="OtherRankException"/>. If it was cancelled on one, it is on all.
    /// </summary>
    /// <param name="ranks">All of them.</param>
    /// <param name="work">This rank's; nothing is exchanged in it.</param>
    public static void Agree(this IRanks ranks, Action work)
    {
        if (ranks.Count == 1)
        {
            work();
            return;
        }

        Exception? own = null;
        try
        {
            work();
        }
        catch (Exception error)
        {
            own = error;
        }

        double[] ends = new double[ranks.Count];
        ends[ranks.Rank] = own switch { null => Done, OperationCanceledException => Cancelled, _ => IsMistake(own) ? Mistaken : Broken };
        ranks.Sum(ends);
        int failed = Array.FindIndex(ends, end => end >= Mistaken);
        if (failed >= 0)
        {
            string told = ranks.Tell(failed, own?.Message ?? "");
            ranks.Dissolve();
            throw ends[ranks.Rank] switch
            {
                Broken => own!, // each tells its own: they need not be the same
                Mistaken when failed == ranks.Rank => own is InputException ? new InputException($"rank {failed}: {own.Message}", own) : own!,
                _ => new OtherRankException(failed, told, isMistake: !ends.Contains(Broken)),
            };
        }

        if (ends.Contains(Cancelled))
        {
            throw own ?? new OperationCanceledException("a rank was stopped");
        }
    }

    /// <summary>Whether an error is told as the user's, or his disk's or memory's, and not as a bug.</summary>
    private static bool IsMistake(Exception error) =>
        error is InputException || FileSystemErrors.IsOne(error) || OutOfMemory.Told(error) is not null;

    /// <summary>Takes items one by one, every rank as many as the others; a rank that fails to make its next one ends all.</summary>
    public static IEnumerable<T> InStep<T>(this IRanks ranks, IEnumerable<T> items)
    {
        using IEnumerator<T> own = items.GetEnumerator();
        while (true)
        {
            bool more = false;
            ranks.Agree(() => more = own.MoveNext());
            if (!more)
            {
                yield break;
            }

            yield return own.Current;
        }
    }

    /// <summary>Whether it is so on any rank.</summary>
    public static bool Any(this IRanks ranks, bool own)
    {
        Span<double> votes = [own ? 1 : 0];
        ranks.Sum(votes);
        return votes[0] > 0;
    }

    /// <summary>A text of one rank, on all of them.</summary>
    /// <param name="ranks">All of them.</param>
    /// <param name="from">Whose text it is.</param>
    /// <param name="text">That rank's; of the others it does not count.</param>
    public static string Tell(this IRanks ranks, int from, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        long length = ranks.Tell(from, bytes.LongLength);
        byte[] told = ranks.Rank == from ? bytes : new byte[length];
        ranks.Broadcast(told, from);
        return Encoding.UTF8.GetString(told);
    }

    /// <summary>A number of one rank, on all of them.</summary>
    /// <param name="ranks">All of them.</param>
    /// <param name="from">Whose number it is.</param>
    /// <param name="number">That rank's; of the others it does not count.</param>
    public static T Tell<T>(this IRanks ranks, int from, T number)
        where T : unmanaged
    {
        Span<T> told = [number];
        ranks.Broadcast(MemoryMarshal.AsBytes(told), from);
        return told[0];
    }
}
