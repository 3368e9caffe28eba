using System.Runtime.InteropServices;
using Honnan.Learning.Ranks;

namespace Honnan.Learning.Tests.Ranks;

/// <summary>Ranks that are threads of this process.</summary>
internal sealed class ThreadRanks : IRanks
{
    private readonly Meeting _meeting;

    private ThreadRanks(int rank, Meeting meeting) => (Rank, _meeting) = (rank, meeting);

    public int Rank { get; }

    public int Count => _meeting.Values.Length;

    public HostShare Host => new(Count, Count);

    /// <summary>Whether it was told that nothing more is exchanged.</summary>
    public bool Dissolved { get; private set; }

    /// <summary>Runs the same on every rank; gives what each threw, or null.</summary>
    public static (Exception? Error, bool Dissolved)[] Run(int count, Action<IRanks> work)
    {
        var meeting = new Meeting(new byte[count][], new Barrier(count));
        ThreadRanks[] ranks = [.. Enumerable.Range(0, count).Select(rank => new ThreadRanks(rank, meeting))];
        var errors = new Exception?[count];
        Thread[] threads = [.. ranks.Select(rank => new Thread(() => errors[rank.Rank] = Record(rank, work)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        meeting.Barrier.Dispose();
        return [.. errors.Zip(ranks, (error, rank) => (error, rank.Dissolved))];
    }

    public void Sum(Span<double> values)
    {
        double[][] all = Array.ConvertAll(Exchange(MemoryMarshal.AsBytes(values).ToArray()), bytes => MemoryMarshal.Cast<byte, double>(bytes).ToArray());
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = all.Sum(one => one[i]);
        }
    }

    public void Broadcast(Span<byte> values, int from) => Exchange(values.ToArray())[from].CopyTo(values);

    public unsafe IPendingSum BeginSum(nint address, int count, NumberType type)
    {
        if (type != NumberType.Float32)
        {
            throw new NotSupportedException();
        }

        var values = new Span<float>((void*)address, count);
        float[][] all = Array.ConvertAll(Exchange(MemoryMarshal.AsBytes(values).ToArray()), bytes => MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        for (int i = 0; i < count; i++)
        {
            values[i] = all.Sum(one => one[i]);
        }

        return OneRank.Instance; // it is done
    }

    public void Settle()
    {
    }

    public void Dissolve() => Dissolved = true;

    private byte[][] Exchange(byte[] own)
    {
        _meeting.Values[Rank] = own;
        Meet();
        byte[][] all = [.. _meeting.Values];
        Meet();
        return all;
    }

    private void Meet()
    {
        if (!_meeting.Barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("another rank does not come");
        }
    }

    private static Exception? Record(ThreadRanks rank, Action<IRanks> work)
    {
        try
        {
            work(rank);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private sealed record Meeting(byte[][] Values, Barrier Barrier);
}
