using Honnan.Data;
using Honnan.Learning.Ranks;
using Xunit;

namespace Honnan.Learning.Tests.Ranks;

public sealed class AgreementTests
{
    [Fact]
    public void Agree_AMistakeOnOneRank_IsToldByItAndEndsAll()
    {
        (Exception? Error, bool Dissolved)[] ends = Agree((1, new InputException("no picture")));

        Assert.All(ends, end => Assert.True(end.Dissolved));
        Assert.Equal("rank 1: no picture", Assert.IsType<InputException>(ends[1].Error).Message);
        Assert.All([ends[0], ends[2]], end =>
        {
            OtherRankException other = Assert.IsType<OtherRankException>(end.Error);
            Assert.Equal(("rank 1: no picture", true), (other.Message, other.IsMistake));
        });
    }

    [Fact]
    public void Agree_TheSameMistakeOnTwoRanks_IsToldOnce()
    {
        (Exception? Error, bool Dissolved)[] ends = Agree((0, new InputException("no file")), (2, new InputException("no file")));

        Assert.IsType<InputException>(ends[0].Error);
        Assert.IsType<OtherRankException>(ends[2].Error);
    }

    [Fact]
    public void Agree_AFullDisk_KeepsItsKind()
    {
        (Exception? Error, bool Dissolved)[] ends = Agree((0, new IOException("no room")));

        Assert.Equal("no room", Assert.IsType<IOException>(ends[0].Error).Message);
        Assert.True(Assert.IsType<OtherRankException>(ends[1].Error).IsMistake);
    }

    [Fact]
    public void Agree_BugsOnTwoRanks_AreBothTold_AndTheOthersKnowThatItIsNoMistake()
    {
        (Exception? Error, bool Dissolved)[] ends = Agree((0, new InputException("no file")), (1, new InvalidOperationException("a")), (2, new ArithmeticException("b")));

        Assert.Equal(["a", "b"], ends[1..].Select(end => end.Error!.Message));
        Assert.IsType<InputException>(ends[0].Error);
        Assert.False(Assert.IsType<OtherRankException>(Agree((1, new InvalidOperationException("a")))[0].Error).IsMistake);
    }

    [Fact]
    public void Agree_OneRankIsCancelled_AllAre_AndMayStillExchange()
    {
        (Exception? Error, bool Dissolved)[] ends = Agree((1, new OperationCanceledException()));

        Assert.All(ends, end => Assert.IsType<OperationCanceledException>(end.Error));
        Assert.All(ends, end => Assert.False(end.Dissolved));
    }

    private static (Exception? Error, bool Dissolved)[] Agree(params (int Rank, Exception Error)[] failing) =>
        ThreadRanks.Run(3, ranks => ranks.Agree(() =>
        {
            foreach ((_, Exception error) in failing.Where(f => f.Rank == ranks.Rank))
            {
                throw error;
            }
        }));
}
