using Honnan.Data.Loading;
using Honnan.Learning.Ranks;
using Xunit;

namespace Honnan.Learning.Tests.Ranks;

public sealed class HostShareTests
{
    private static readonly LoadingOptions Usual = new() { MemoryMiB = 100 };

    [Fact]
    public void Of_AProcessByItself_TakesAllCores() =>
        Assert.Equal(Usual with { Workers = Environment.ProcessorCount }, HostShare.Whole.Of(Usual));

    [Fact]
    public void Of_RanksOnTheSameCores_DividesCoresAndMemory()
    {
        int ranks = 2 * Environment.ProcessorCount;
        Assert.Equal(Usual with { Workers = 1, MemoryMiB = Math.Max(1, 100 / ranks) }, new HostShare(ranks, ranks).Of(Usual));
        Assert.Equal(Usual with { Workers = Math.Max(1, Environment.ProcessorCount / 2), MemoryMiB = 50 }, new HostShare(2, 2).Of(Usual));
    }

    [Fact]
    public void Of_RanksWithCoresOfTheirOwn_DividesMemoryAlone() =>
        Assert.Equal(Usual with { Workers = Environment.ProcessorCount, MemoryMiB = 25 }, new HostShare(4, 1).Of(Usual));

    [Fact]
    public void Of_WorkersThatWereAskedFor_KeepsThem() => Assert.Equal(7, new HostShare(2, 2).Of(Usual with { Workers = 7 }).Workers);

    [Fact]
    public void Of_LittleMemory_LeavesSome() => Assert.Equal(1, new HostShare(8, 8).Of(Usual with { MemoryMiB = 2 }).MemoryMiB);
}
