using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>How often <c>deploy/train.sbatch</c> puts itself back into the queue, with programs that stand for Slurm's.</summary>
public sealed class TrainBatchFileTests : IDisposable
{
    private const string Requeued = "requeued";
    private const int Interrupted = 130;
    private const int Killed = 137;

    private readonly TemporaryFolder _folder = new();

    public TrainBatchFileTests()
    {
        Directory.CreateDirectory(Run);
        Program("scontrol", $"touch {_folder.At(Requeued)}");
        Program("squeue", "echo RUNNING");
    }

    private string Run => _folder.At("run");

    private string Checkpoint => Path.Combine(Run, "checkpoint.safetensors");

    [Theory]
    [InlineData("", true)] // the first life
    [InlineData("1", true)]
    [InlineData("2", true)]
    [InlineData("3", false)]
    [InlineData("400", false)]
    public async Task Job_WithoutAStep_IsPutBackAFewTimes(string restarts, bool again)
    {
        Keep(100);
        Program("srun", $"echo 150,2.5,$RANDOM >> {Path.Combine(Run, "log.csv")}; exit {Interrupted}"); // steps that no checkpoint has

        ExternalProgram ended = await SubmitAsync(restarts);

        Assert.Equal(again ? 0 : Interrupted, ended.ExitCode);
        Assert.Equal(again, File.Exists(_folder.At(Requeued)));
        Assert.Equal(!again, ended.Error.Contains("without a step that a checkpoint holds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", Interrupted)]
    [InlineData("400", Interrupted)]
    [InlineData("400", Killed)]
    public async Task Job_WithAStep_IsPutBack(string restarts, int code)
    {
        Keep(100);
        File.Copy(Checkpoint, _folder.At("next"));
        Keep(200);
        File.Move(Checkpoint, _folder.At("later"));
        File.Move(_folder.At("next"), Checkpoint);
        Program("srun", $"mv {_folder.At("later")} {Checkpoint}; exit {code}");

        ExternalProgram ended = await SubmitAsync(restarts);

        Assert.True(ended.ExitCode == 0 && File.Exists(_folder.At(Requeued)), ended.Said);
    }

    [Theory]
    [InlineData("PENDING")] // its node has failed
    [InlineData("COMPLETING")]
    [InlineData("")]
    public async Task Job_ThatSlurmHasEnded_IsLeftToIt(string state)
    {
        Program("squeue", $"echo {state}");
        Program("srun", $"exit {Interrupted}");

        ExternalProgram ended = await SubmitAsync("");

        Assert.Equal(Interrupted, ended.ExitCode);
        Assert.False(File.Exists(_folder.At(Requeued)));
    }

    [Theory]
    [InlineData(0, 1)] // srun started nothing
    [InlineData(2, 2)]
    public async Task Job_ThatEndsByItself_IsNotPutBack(int code, int told)
    {
        Program("srun", $"exit {code}");

        ExternalProgram ended = await SubmitAsync("");

        Assert.Equal(told, ended.ExitCode);
        Assert.False(File.Exists(_folder.At(Requeued)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a checkpoint, as far as it tells of its step.</summary>
    private void Keep(int step) => SafetensorsWriter.Write(Checkpoint, [], new Dictionary<string, string> { ["step"] = $"{step}", ["experiment"] = "first" });

    private void Program(string name, string body)
    {
        File.WriteAllText(_folder.At(name), $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.At(name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private Task<ExternalProgram> SubmitAsync(string restarts) =>
        ExternalProgram.RunAsync(
            "env", _folder.Path, TestContext.Current.CancellationToken,
            $"PATH={_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}", "HONNAN=honnan", "EXPERIMENT=first.json", "SELECTION=first", $"RUN={Run}",
            "SLURM_JOB_ID=7", $"SLURM_RESTART_COUNT={restarts}", "bash", ProjectFolder.At("deploy", "train.sbatch"));
}
