using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>Both kinds of library, each by its own launcher.</summary>
[Trait("Category", "cluster")]
public sealed class MpiRanksTests
{
    [Theory]
    [InlineData("mpirun.openmpi", 1, "Open MPI")]
    [InlineData("mpirun.openmpi", 3, "Open MPI")]
    [InlineData("mpirun.mpich", 1, "MPICH")]
    [InlineData("mpirun.mpich", 3, "MPICH")]
    public async Task Sums_OfRanks_AreWhatTheyMustBe(string launcher, int ranks, string library)
    {
        string[] lines = await RanksProgram.RunAsync(launcher, ranks, "sums");

        Assert.Equal(ranks, lines.Length);
        Assert.All(Enumerable.Range(0, ranks), rank =>
            Assert.Contains(lines, line => line.StartsWith($"rank {rank} of {ranks}: {library}", StringComparison.Ordinal)));
    }
}
