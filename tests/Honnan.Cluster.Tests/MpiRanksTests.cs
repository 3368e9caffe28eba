using System.ComponentModel;
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

    /// <summary>The others wait for it, in a sum that will never be: it takes them along.</summary>
    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task End_OfOneRankByABug_EndsTheOthers(string launcher)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        string[] command = RanksProgram.Command(launcher, 3, RanksProgram.File, "bug");

        ExternalProgram ended = await ExternalProgram.RunAsync(command[0], AppContext.BaseDirectory, patience.Token, command[1..]);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("a bug of one rank", ended.Error, StringComparison.Ordinal);
    }

    /// <summary>Libraries of clusters have handlers of their own for the signals that .NET makes exceptions of.</summary>
    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task Begin_ExceptionOfASignal_IsCaught(string launcher)
    {
        string[] lines = await RanksProgram.RunAsync(launcher, 2, "signals");

        Assert.Equal(["0", "1"], lines.Order(StringComparer.Ordinal));
    }

    /// <summary>Whatever the launcher binds them to: taskset has the last word.</summary>
    [Theory]
    [InlineData("0", 3)]
    [InlineData("$((OMPI_COMM_WORLD_RANK % 2))", 2)]
    public async Task Host_OfRanks_TellsHowManyShareItsCores(string cores, int ranks)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "taskset is for Linux");
        Assert.SkipUnless(cores == "0" || Environment.ProcessorCount > 1, "there is one core");
        int onSameCores = cores == "0" ? ranks : 1;

        double[][] rows = await RanksProgram.RowsAsync(RanksProgram.Command("mpirun.openmpi", ranks, "/bin/sh", "-c", $"exec taskset -c {cores} \"$0\" host", RanksProgram.File));

        Assert.Equal(ranks, rows.Length);
        Assert.All(rows, row => Assert.Equal([ranks, onSameCores], row));
    }

    /// <summary>Hosts of other names are other machines, whatever cores they tell of.</summary>
    [Fact]
    public async Task Host_OfRanksOnTwoHosts_IsEachItsOwn()
    {
        using var hosts = NetworkHosts.Start();

        double[][] rows = await RanksProgram.RowsAsync(hosts.Command(RanksProgram.File, "host"));

        Assert.All(rows, row => Assert.Equal([1.0, 1.0], row));
    }

    [Fact]
    public async Task Begin_FewerRanksThanTheLauncherStarted_IsRefused() => Assert.Contains(
        "the launcher says that this is rank 0 of 3, and Open MPI v",
        await Refused(RanksProgram.Command("mpirun.openmpi", 1, "/usr/bin/env", "OMPI_COMM_WORLD_SIZE=3", RanksProgram.File, "sums")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Begin_ByPlainSrun_IsRefused() => Assert.Contains(
        "srun started this 2 times, and each would train by itself: start ranks by srun --mpi=pmix",
        await Refused(["/usr/bin/env", "SLURM_PROCID=0", "SLURM_STEP_NUM_TASKS=2", RanksProgram.File, "sums"]),
        StringComparison.Ordinal);

    [Fact]
    public async Task Begin_LibraryForOneThread_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string library = folder.At("onethread.so");
        try
        {
            ExternalProgram compiled = await ExternalProgram.RunAsync(
                "gcc", folder.Path, TestContext.Current.CancellationToken,
                "-shared", "-fPIC", "-o", library, ProjectFolder.At("tests", "Honnan.Cluster.Tests", "Tools", "onethread.c"), "-l:libmpi.so.40");
            Assert.SkipUnless(compiled.ExitCode == 0, $"gcc does not compile: {compiled.Error}");
        }
        catch (Win32Exception error)
        {
            Assert.Skip($"gcc is not installed: {error.Message}");
        }

        Assert.Contains(
            "was built for programs of one thread (it gives level 0 of 2): name one that was not by the variable HONNAN_MPI",
            await Refused(RanksProgram.Command("mpirun.openmpi", 1, "/usr/bin/env", $"HONNAN_MPI={library}", RanksProgram.File, "sums")),
            StringComparison.Ordinal);
    }

    private static async Task<string> Refused(string[] command)
    {
        ExternalProgram ended = await ExternalProgram.RunAsync(command[0], AppContext.BaseDirectory, TestContext.Current.CancellationToken, command[1..]);
        Assert.NotEqual(0, ended.ExitCode);
        return ended.Error;
    }
}
