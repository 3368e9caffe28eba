using System.Diagnostics;
using System.Runtime.Versioning;
using Honnan.Cli.Tests.Commands;
using Xunit;
using static Honnan.Cli.Tests.Commands.AloneRun;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The job of <c>deploy/train.sbatch</c> in a real Slurm, whose srun starts the ranks by PMIx.</summary>
[Trait("Category", "cluster")]
[Collection(Collection)]
public sealed class SlurmTrainingTests(AloneRun alone) : IDisposable
{
    private const int Stop = 19; // SIGSTOP
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // a job that goes back to the queue may have to wait two there

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.At("run");

    private string Log => File.Exists(_folder.At("job.log")) ? File.ReadAllText(_folder.At("job.log")) : "no log";

    [Fact]
    public void Job_OfTwoTasks_IsTheRunOfOneProcess()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using SlurmCluster slurm = StartWithPmix();

        ExternalProgram ended = Submit(slurm, "", "--wait", "--time=10");

        Assert.True(ended.ExitCode == 0, $"{ended.Said}{Log}");
        AssertIsTheRunAlone();
    }

    [Fact]
    public void Job_WhoseRanksCannotStart_IsNoSuccess()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using SlurmCluster slurm = StartWithPmix();

        ExternalProgram ended = Submit(slurm, ",SLURM_PMIX_TMPDIR=/proc/none", "--wait", "--time=10");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("launch failed", Log, StringComparison.Ordinal);
    }

    /// <summary>A job with three lives: its node fails in the first, and its time is over in the second.</summary>
    [Fact]
    public void Job_WhoseNodeFailsAndWhoseTimeIsOver_GoesOnByItself()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using SlurmCluster slurm = StartWithPmix();
        string job = Succeeded(Submit(slurm, "", "--time=10")).Trim();
        WaitFor(slurm, job, () => File.Exists(Path.Combine(Run, "checkpoint.safetensors")));
        slurm.LoseNode();
        WaitForState(slurm, job, "PENDING");
        WaitFor(slurm, job, () => JobPrograms.Of(Run).Length == 0);
        string kept = LogUntilCheckpoint(Run);
        int lines = LinesOfLog();

        WaitFor(slurm, job, () => LinesOfLog() > lines);
        foreach (int rank in JobPrograms.Of(Run))
        {
            HonnanProcess.Signal(rank, Stop); // until Slurm sends SIGCONT, which goes before its other signals
        }

        // Slurm looks every half a minute which jobs end in two minutes or soon after.
        Told(slurm, "scontrol", "update", $"JobId={job}", "TimeLimit=2");
        WaitForState(slurm, job, "PENDING");
        string until = LogUntilCheckpoint(Run);
        Assert.Equal(File.ReadAllText(Path.Combine(Run, "log.csv")), until); // the checkpoint is of the last step
        Assert.StartsWith(ButTheLast(kept), until, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Run, "model.json")));
        Assert.Single(Log.Split('\n'), "honnan: interrupted");

        WaitForState(slurm, job, "");
        string told = Told(slurm, "scontrol", "show", "job", job);
        Assert.True(told.Contains("JobState=COMPLETED", StringComparison.Ordinal), $"{told}{Log}");
        Assert.Contains("Restarts=2", told, StringComparison.Ordinal);
        Assert.StartsWith(ButTheLast(until), File.ReadAllText(Path.Combine(Run, "log.csv")), StringComparison.Ordinal);
        AssertIsTheRunAlone();
    }

    /// <summary>Whatever its ranks end with.</summary>
    [Fact]
    public void Job_ThatIsCancelled_IsNotPutBack()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using SlurmCluster slurm = StartWithPmix();
        string job = Succeeded(Submit(slurm, "", "--time=10")).Trim();
        WaitFor(slurm, job, () => File.Exists(Path.Combine(Run, "checkpoint.safetensors")));

        Told(slurm, "scancel", job);
        WaitForState(slurm, job, "");

        string told = Told(slurm, "scontrol", "show", "job", job);
        Assert.Contains("JobState=CANCELLED", told, StringComparison.Ordinal);
        Assert.Contains("Restarts=0", told, StringComparison.Ordinal);
        Assert.Empty(JobPrograms.Of(Run));
    }

    public void Dispose() => _folder.Dispose();

    [SupportedOSPlatform("linux")]
    private static SlurmCluster StartWithPmix()
    {
        var slurm = SlurmCluster.Start();
        string kinds = slurm.Run("srun", "--mpi=list").Said;
        if (!kinds.Contains("pmix", StringComparison.Ordinal))
        {
            slurm.Dispose();
            Assert.Skip($"this Slurm has no PMIx: {kinds}");
        }

        return slurm;
    }

    [SupportedOSPlatform("linux")]
    private ExternalProgram Submit(SlurmCluster slurm, string variables, params string[] more) =>
        slurm.Run(
            "sbatch",
            [
                "--parsable", $"--export=HOME,PATH,HONNAN={HonnanProcess.Program},EXPERIMENT={Path.Combine(alone.Run, "experiment.json")},SELECTION={alone.Curated.Selection},RUN={Run}{variables}",
                "--nodes=1", "--ntasks-per-node=2", "--cpus-per-task=1", $"--output={_folder.At("job.log")}", .. more, ProjectFolder.At("deploy", "train.sbatch"),
            ]);

    /// <summary>Slurm's word for where a job is; none where it is over.</summary>
    [SupportedOSPlatform("linux")]
    private static string State(SlurmCluster slurm, string job) => Told(slurm, "squeue", "--noheader", $"--jobs={job}", "--format=%T").Trim();

    [SupportedOSPlatform("linux")]
    private static string Told(SlurmCluster slurm, string command, params string[] arguments) => Succeeded(slurm.Run(command, arguments));

    private static string Succeeded(ExternalProgram ended)
    {
        Assert.True(ended.ExitCode == 0, ended.Said);
        return ended.Output;
    }

    [SupportedOSPlatform("linux")]
    private void WaitForState(SlurmCluster slurm, string job, string state) => WaitFor(slurm, job, () => State(slurm, job) == state);

    [SupportedOSPlatform("linux")]
    private void WaitFor(SlurmCluster slurm, string job, Func<bool> state)
    {
        for (var clock = Stopwatch.StartNew(); !state(); Thread.Sleep(1))
        {
            Assert.True(clock.Elapsed < Patience, $"{slurm.Run("scontrol", "show", "job", job).Said}{Log}");
        }
    }

    /// <summary>A life that was ended in a validation leaves its last row without one, and the next makes up for it.</summary>
    private static string ButTheLast(string rows) => rows[..(rows.TrimEnd('\n').LastIndexOf('\n') + 1)];

    private int LinesOfLog() => File.ReadAllText(Path.Combine(Run, "log.csv")).Count(c => c == '\n');

    private void AssertIsTheRunAlone()
    {
        AssertSameCurve(alone.Run, Run);
        Assert.Equal(Files(alone.Run), Files(Run));
    }
}
