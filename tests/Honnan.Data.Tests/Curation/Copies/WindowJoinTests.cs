using System.Numerics;
using Honnan.Data.Curation.Copies;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

public sealed class WindowJoinTests
{
    // Of 40 hashes with 0 to 12 bits flipped, and of as many others: 800 of one, 1,600 of the other side, most of them in few buckets.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Join_EveryQuarterInTurn_ProposesWhatComparingAllDoes(int seed)
    {
        var random = new Random(seed);
        WindowCode[] centres = [.. Enumerable.Range(0, 40).Select(_ => Any(random))];
        HashedWindow[] sought = [.. Enumerable.Range(0, 800).Select(i => new HashedWindow(Flipped(centres[random.Next(40)], random), i / 4, (short)(i % 4), 0))];
        HashedWindow[] lookedIn = [.. Enumerable.Range(0, 1600).Select(i => new HashedWindow(i % 2 == 0 ? Any(random) : Flipped(centres[random.Next(40)], random), i / 8, (short)(i % 8), (byte)(i % 7)))];

        var found = new List<CopyProposal>();
        var join = new WindowJoin();
        for (int quarter = 0; quarter < WindowCode.Quarters; quarter++)
        {
            join.Join(sought, lookedIn, quarter, WindowCode.QuarterBits, found.Add);
        }

        List<CopyProposal> expected = [.. from window in sought
                                          from there in lookedIn
                                          where IsNear(window.Code, there.Code) && there.Candidate != window.Candidate && (there.Trim > 0 || there.Candidate < window.Candidate)
                                          select new CopyProposal(window.Candidate, there.Candidate, there.Trim, (byte)Differing(window.Code, there.Code), window.Column, there.Column)];
        Assert.InRange(expected.Count, 500, 20_000);
        found.Sort(CopyProposal.Compare);
        expected.Sort(CopyProposal.Compare);
        Assert.Equal(expected, found);
    }

    // Enough of one quarter that they are sorted by bytes too: 300 times 300 that share it.
    [Fact]
    public void Join_ManyOfOneQuarter_ProposesEachPairOnce()
    {
        var random = new Random(4);
        WindowCode centre = Any(random);
        HashedWindow[] windows = [.. Enumerable.Range(0, 300).Select(i => new HashedWindow(
            centre with { Coarse = (centre.Coarse & 0xffff0000ffff) | ((ulong)random.Next(16) << 16) | ((ulong)random.Next(1 << 16) << 48) }, i, 0, 1))];

        var found = new List<CopyProposal>();
        var join = new WindowJoin();
        for (int quarter = 0; quarter < WindowCode.Quarters; quarter++)
        {
            join.Join(windows, windows, quarter, WindowCode.QuarterBits, found.Add);
        }

        int near = windows.Sum(one => windows.Count(other => one.Candidate != other.Candidate && IsNear(one.Code, other.Code)));
        Assert.InRange(near, 20_000, 300 * 299);
        Assert.Equal(near, found.Count);
        Assert.Equal(near, found.Select(proposal => (proposal.Candidate, proposal.Other)).Distinct().Count());
    }

    [Fact]
    public void NearBy_ThreeCoarseBitsFlippedAndFewFineOnes_IsNeverNull()
    {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            WindowCode code = Any(random);
            var other = new WindowCode(code.Coarse ^ Bits(random, random.Next(4)), code.Fine ^ Bits(random, WindowCode.Most - 3));
            Assert.NotNull(code.NearBy(other));
            Assert.Equal(code.NearBy(other), other.NearBy(code));
            Assert.Null(code.NearBy(other with { Coarse = code.Coarse ^ 0x0001_0001_0001_0001 })); // one bit of each quarter
            Assert.Null(code.NearBy(other with { Coarse = code.Coarse ^ 0x0101_0101_0101_0000 })); // a quarter, but no other byte
            Assert.Null(code.NearBy(code with { Fine = code.Fine ^ Bits(random, WindowCode.Most + 1) }));
        }
    }

    /// <summary>By its definition: a quarter that agrees, another byte that does, and few bits that do not.</summary>
    private static bool IsNear(WindowCode a, WindowCode b)
    {
        byte[] bytes = BitConverter.GetBytes(a.Coarse ^ b.Coarse);
        bool byKey = Enumerable.Range(0, 4).Any(quarter =>
            bytes[2 * quarter] == 0 && bytes[(2 * quarter) + 1] == 0 && Enumerable.Range(0, 8).Any(at => at / 2 != quarter && bytes[at] == 0));
        return byKey && BitOperations.PopCount(a.Coarse ^ b.Coarse) <= WindowCode.MostCoarse && Differing(a, b) <= WindowCode.Most;
    }

    private static int Differing(WindowCode a, WindowCode b) => BitOperations.PopCount(a.Coarse ^ b.Coarse) + BitOperations.PopCount(a.Fine ^ b.Fine);

    private static WindowCode Any(Random random) => new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private static WindowCode Flipped(WindowCode code, Random random) => new(code.Coarse ^ Bits(random, random.Next(7)), code.Fine ^ Bits(random, random.Next(16)));

    private static ulong Bits(Random random, int count)
    {
        ulong bits = 0;
        while (BitOperations.PopCount(bits) < count)
        {
            bits |= 1UL << random.Next(64);
        }

        return bits;
    }
}
