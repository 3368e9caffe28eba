using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The array of <c>deploy/score.sbatch</c> in a real Slurm, while its tasks are killed.</summary>
[Trait("Category", "cluster")]
public sealed class SlurmArrayTests(TrainedRun run) : IDisposable
{
    private const int Tasks = 50;
    private const int Kills = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Array_WhoseTasksAreKilledAtRandom_ScoresEveryPictureOnce()
    {
        string model = _folder.At("model.onnx");
        HonnanProcess.Run("export", run.Model, "-o", model).Done();
        HonnanProcess.Run("score", run.At("pictures/images"), "--model", model, "-o", _folder.At("whole")).Done();
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Slurm is for Linux");
            return;
        }

        using var slurm = SlurmCluster.Start();
        string scores = _folder.At("scores");

        ExternalProgram submitted = slurm.Run(
            "sbatch", "--parsable", $"--export=HOME,PATH,HONNAN={HonnanProcess.Program},PICTURES={run.At("pictures/images")},MODEL={model},SCORES={scores}",
            "--cpus-per-task=1", $"--array=0-{Tasks - 1}", $"--output={_folder.At("task-%a.log")}", ProjectFolder.At("deploy", "score.sbatch"));
        Assert.True(submitted.ExitCode == 0, submitted.Said);
        int killed = KillUntilTheEnd(slurm, scores);

        string said = string.Concat(Directory.EnumerateFiles(_folder.Path, "task-*.log").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Assert.True(killed > Kills / 2, $"{killed} were killed: {said}");
        JsonElement progress = HonnanProcess.Run("score", "--progress", scores, "--json").Json();
        Assert.True(progress.GetProperty("finished").GetInt32() == Tasks, said);
        Assert.Equal(progress.GetProperty("pictures").GetInt64(), progress.GetProperty("done").GetInt64());
        string merged = HonnanProcess.Run("score", "--merge", scores, "--json").Json().GetProperty("file").GetString()!;
        IReadOnlyList<ScoredRow> whole = ScoredRow.Read(_folder.At("whole/shard-00000-of-00001.parquet"));
        Assert.Equal(whole.Select(row => row.Words), ScoredRow.Read(merged).OrderBy(row => row.File, StringComparer.Ordinal).Select(row => row.Words));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Kills tasks' programs at moments by chance until the queue is empty; says how many.</summary>
    [SupportedOSPlatform("linux")]
    private static int KillUntilTheEnd(SlurmCluster slurm, string scores)
    {
        int killed = 0;
        var random = new Random(17);
        var clock = Stopwatch.StartNew();
        do
        {
            Assert.True(clock.Elapsed < Patience, slurm.Run("squeue").Said);
            Thread.Sleep(random.Next(50, 700));
            int[] programs = killed < Kills ? JobPrograms.Of(scores) : [];
            if (programs.Length > 0)
            {
                using Process? victim = Find(programs[random.Next(programs.Length)]);
                victim?.Kill();
                killed += victim is null ? 0 : 1;
            }
        }
        while (slurm.Run("squeue", "--noheader", "--array").Output.Length > 0);
        return killed;
    }

    private static Process? Find(int process)
    {
        try
        {
            return Process.GetProcessById(process);
        }
        catch (ArgumentException)
        {
            return null; // it has just ended
        }
    }
}
