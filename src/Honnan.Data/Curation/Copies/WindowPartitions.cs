using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// The hashed windows of all pictures, dealt out by one quarter of their hashes so that those which it may bring together are in one
/// partition: the file is written once and read once for each quarter, whatever the number of pictures. The caller disposes.
/// </summary>
internal sealed class WindowPartitions : IDisposable
{
    private const int MostBits = WindowCode.QuarterBits;
    private const string What = "the hashes of the pictures' windows";

    private readonly int _quarter;
    private readonly int _bits;
    private readonly PartitionedSpill<HashedWindow> _sought, _lookedIn;

    private WindowPartitions(int quarter, int bits)
    {
        (_quarter, _bits) = (quarter, bits);
        _sought = new PartitionedSpill<HashedWindow>(What, 1 << bits);
        _lookedIn = new PartitionedSpill<HashedWindow>(What, 1 << bits);
    }

    /// <summary>Partitions by the first quarter, none fuller than asked for if the hashes spread well.</summary>
    /// <param name="windows">How many there will be, about.</param>
    /// <param name="partitionWindows">How many of them are to make a partition.</param>
    /// <exception cref="IOException">No temporary file can be made.</exception>
    public static WindowPartitions OfFirst(long windows, long partitionWindows) =>
        new(0, Math.Min(MostBits, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, windows / partitionWindows)))));

    /// <summary>Adds windows, from any thread.</summary>
    /// <exception cref="IOException">There is no room for them.</exception>
    public void Add(ReadOnlySpan<HashedWindow> sought, ReadOnlySpan<HashedWindow> lookedIn)
    {
        _sought.Add(sought, PartitionOf);
        _lookedIn.Add(lookedIn, PartitionOf);
    }

    /// <summary>Adds what is proposed by each quarter in turn, and disposes what it made for that and itself.</summary>
    /// <exception cref="IOException">There is no room, or what was written cannot be read.</exception>
    public void ProposeAll(PartitionedSpill<CopyProposal> proposals, Func<CopyProposal, int> partitionOf, ParallelOptions parallel)
    {
        WindowPartitions of = this;
        while (true)
        {
            using WindowPartitions own = of;
            WindowPartitions? next = own._quarter + 1 < WindowCode.Quarters ? new WindowPartitions(own._quarter + 1, own._bits) : null;
            try
            {
                own.Propose(next, proposals, partitionOf, parallel);
            }
            catch
            {
                next?.Dispose();
                throw;
            }

            if (next is null)
            {
                return;
            }

            of = next;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sought.Dispose();
        _lookedIn.Dispose();
    }

    private void Propose(WindowPartitions? next, PartitionedSpill<CopyProposal> proposals, Func<CopyProposal, int> partitionOf, ParallelOptions parallel) => Parallel.For(
        0,
        _sought.Partitions,
        parallel,
        () => new Scratch(new ProposalBuffer(some => proposals.Add(some, partitionOf))),
        (partition, _, scratch) =>
        {
            ReadOnlySpan<HashedWindow> sought = _sought.Read(partition, ref scratch.Sought);
            ReadOnlySpan<HashedWindow> lookedIn = _lookedIn.Read(partition, ref scratch.LookedIn);
            scratch.Join.Join(sought, lookedIn, _quarter, WindowCode.QuarterBits - _bits, scratch.Proposals.Add);
            scratch.Proposals.Flush();
            next?.Add(sought, lookedIn);
            return scratch;
        },
        _ => { });

    // The upper bits of an odd multiple, so that what hashes have in common does not fill a few partitions; with the lower bits of the
    // quarter itself they tell every value of it apart.
    private int PartitionOf(HashedWindow window) => (ushort)(window.Code.Quarter(_quarter) * 40503) >> (WindowCode.QuarterBits - _bits);

    private sealed class Scratch(ProposalBuffer proposals)
    {
        public HashedWindow[] Sought = [];
        public HashedWindow[] LookedIn = [];

        public WindowJoin Join { get; } = new();

        public ProposalBuffer Proposals => proposals;
    }
}
