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
    }

    private string Run => _folder.At("run");

    private string Log => Path.Combine(Run, "log.csv");

    [Theory]
    [InlineData("", true)] // the first life
    [InlineData("1", true)]
    [InlineData("2", true)]
    [InlineData("3", false)]
    [InlineData("400", false)]
    public async Task Job_WithoutAStep_IsPutBackAFewTimes(string restarts, bool again)
    {
        File.WriteAllText(Log, "step,loss\n1,2.5\n");
        Program("srun", $"exit {Interrupted}");

        ExternalProgram ended = await SubmitAsync(restarts);

        Assert.Equal(again ? 0 : Interrupted, ended.ExitCode);
        Assert.Equal(again, File.Exists(_folder.At(Requeued)));
        Assert.Equal(!again, ended.Error.Contains("without a new step", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", Interrupted)]
    [InlineData("400", Interrupted)]
    [InlineData("400", Killed)]
    public async Task Job_WithAStep_IsPutBack(string restarts, int code)
    {
        Program("srun", $"echo 1,2.5 >> {Log}; exit {code}");

        ExternalProgram ended = await SubmitAsync(restarts);

        Assert.True(ended.ExitCode == 0 && File.Exists(_folder.At(Requeued)), ended.Said);
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
