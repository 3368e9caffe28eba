using Honnan.Cli.Tests.Commands;
using Xunit;
using static Honnan.Cli.Tests.Commands.AloneRun;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The job of <c>deploy/train.sbatch</c> in a real Slurm, whose srun starts the ranks by PMIx.</summary>
[Trait("Category", "cluster")]
[Collection(Collection)]
public sealed class SlurmTrainingTests(AloneRun alone) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Job_OfTwoTasks_IsTheRunOfOneProcess()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using var slurm = SlurmCluster.Start();
        string kinds = slurm.Run("srun", "--mpi=list").Said;
        Assert.SkipUnless(kinds.Contains("pmix", StringComparison.Ordinal), $"this Slurm has no PMIx: {kinds}");
        string run = _folder.At("run");

        ExternalProgram ended = slurm.Run(
            "sbatch", "--wait", $"--export=HOME,PATH,HONNAN={HonnanProcess.Program},EXPERIMENT={Path.Combine(alone.Run, "experiment.json")},SELECTION={alone.Curated.Selection},RUN={run}",
            "--nodes=1", "--ntasks-per-node=2", "--cpus-per-task=1", "--time=10", $"--output={_folder.At("job.log")}", ProjectFolder.At("deploy", "train.sbatch"));

        string log = File.Exists(_folder.At("job.log")) ? File.ReadAllText(_folder.At("job.log")) : "no log";
        Assert.True(ended.ExitCode == 0, $"{ended.Said}{log}");
        AssertSameCurve(alone.Run, run);
        Assert.Equal(Files(alone.Run), Files(run));
    }

    public void Dispose() => _folder.Dispose();
}
