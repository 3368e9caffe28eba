using System.Diagnostics;
using Xunit;
using static Honnan.Cli.Tests.Commands.AloneRun;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Trainings that mpirun starts, against the one of a single process.</summary>
[Trait("Category", "cluster")]
[Collection(AloneRun.Collection)]
public sealed class RankedTrainingTests
{
    private const int Terminate = 15; // SIGTERM
    private const int Stop = 19; // SIGSTOP
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Launch = ["--allow-run-as-root", "--oversubscribe", "-x", "TERM=dumb"];

    private readonly Curated _curated;
    private readonly string _alone;

    public RankedTrainingTests(AloneRun alone) => (_curated, _alone) = (alone.Curated, alone.Run);

    // A batch of 8, and last ones of fewer pictures: 3 and 4 ranks have uneven parts of them.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Train_SeveralRanks_IsTheRunOfOneProcess(int ranks)
    {
        string name = $"ranks-{ranks}";

        Finished end = Ranks(ranks, Train(_curated, name, "--json")).Done();

        Assert.Contains("\"validationLoss\"", end.Json().GetRawText(), StringComparison.Ordinal);
        AssertSameCurve(_alone, _curated.Folder.At(name));
        Assert.Equal(Files(_alone), Files(_curated.Folder.At(name)));
    }

    [Fact]
    public void Resume_KilledRank_EndsAllSoonAndGoesOnWithAnotherNumber()
    {
        string run = _curated.Folder.At("killed");
        using (HonnanProcess process = StartRanks(2, Train(_curated, "killed")))
        {
            string checkpoint = Path.Combine(run, "checkpoint.safetensors");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(checkpoint) || process.HasExited, TimeSpan.FromMinutes(2)));
            RanksOf(process.Id)[1].Kill();
            var clock = Stopwatch.StartNew();
            Finished end = process.Wait();
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
            Assert.NotEqual(0, end.Code);
            Assert.Contains("exited on signal 9 (Killed)", end.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(run, "model.json")));
        }

        string before = LogUntilCheckpoint(run);
        Ranks(3, Train(_curated, "killed", "--resume")).Done();
        Assert.StartsWith(before, File.ReadAllText(Path.Combine(run, "log.csv")), StringComparison.Ordinal);
        AssertSameCurve(_alone, run);
        HonnanProcess.Run("inspect", Path.Combine(run, "checkpoint.safetensors")).Done();
    }

    /// <summary>As Slurm tells the other ranks of a step in which one was killed.</summary>
    [Fact]
    public void Train_ToldToEndWhileAnotherRankAnswersNoMore_EndsSoonWithALine()
    {
        string run = _curated.Folder.At("lost");
        using HonnanProcess process = StartRanks(2, Train(_curated, "lost"));
        string checkpoint = Path.Combine(run, "checkpoint.safetensors");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(checkpoint) || process.HasExited, TimeSpan.FromMinutes(2)));
        Process[] ranks = RanksOf(process.Id);
        HonnanProcess.Signal(ranks[1].Id, Stop);
        HonnanProcess.Signal(ranks[0].Id, Terminate);
        var clock = Stopwatch.StartNew();
        Finished end = process.Wait();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, 2 * Patience); // the step, 15 s, and mpirun's end of one that is stopped
        Assert.NotEqual(0, end.Code);
        Assert.EndsWith("told to end, and another rank has not answered for 15 s: the last checkpoint stays as it is", Assert.Single(Told(end)), StringComparison.Ordinal);
        HonnanProcess.Run("inspect", checkpoint).Done();
    }

    [Fact]
    public void Train_PictureThatOneRankCannotRead_EndsAllWithItsLine()
    {
        using var broken = new Curated();
        foreach (string picture in Directory.GetFiles(broken.Folder.At("pictures/images"), "JP-*.jpg"))
        {
            File.WriteAllBytes(picture, File.ReadAllBytes(picture)[..200]); // its head is whole
        }

        Finished end = Ranks(2, Train(broken, "run"));

        Assert.Equal(2, end.Code);
        Assert.Matches(@"^honnan: rank [01]: picture '[^']*JP-\d+\.jpg' of source 'drawn' in '[^']*pictures': ", Assert.Single(Told(end)));
        Assert.False(Directory.Exists(broken.Folder.At("run")));
    }

    [Theory]
    [InlineData("training.seed=9", null, "rank 1: its experiment is not that of rank 0: training.seed is 9 here and 1 there")]
    [InlineData("training.seed=1", "other", "rank 1: its selection '")]
    public void Train_RanksWithOtherFiles_AreRefusedInOneLine(string setting, string? selection, string line)
    {
        string[] first = Train(_curated, "differing");
        string[] second = [.. first, "--set", setting];
        if (selection is not null)
        {
            HonnanProcess.Run("curate", _curated.Catalogue, "-o", _curated.Folder.At(selection), "--seed", "4", "--force").Done();
            second[Array.IndexOf(second, "--data") + 1] = _curated.Folder.At(selection);
        }

        using HonnanProcess process = HonnanProcess.StartOther(
            "mpirun.openmpi", [.. Launch, "-np", "1", HonnanProcess.Program, .. first, ":", "-np", "1", "-x", "TERM=dumb", HonnanProcess.Program, .. second]);
        Finished end = process.Wait();

        Assert.Equal(2, end.Code);
        Assert.StartsWith($"honnan: {line}", Assert.Single(Told(end)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_curated.Folder.At("differing")));
    }

    [Fact]
    public void Train_RanksOnTheSameCores_DivideTheThreadsThatDecode()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "there is one core");
        var most = new Dictionary<int, int>();
        using HonnanProcess process = HonnanProcess.StartOther("mpirun.openmpi", [.. Launch, "--bind-to", "none", "-np", "2", HonnanProcess.Program, .. Train(_curated, "divided")]);
        while (!process.HasExited)
        {
            foreach (int rank in RanksOf(process.Id).Select(p => p.Id))
            {
                most[rank] = Math.Max(most.GetValueOrDefault(rank), DecodingThreads(rank));
            }

            Thread.Sleep(1);
        }

        process.Wait().Done();
        int own = Environment.ProcessorCount / 2;

        // The leading one validates too, with all cores while the other waits, and its part of the next batches is ready meanwhile.
        Assert.Equal(2, most.Count);
        Assert.Equal(own, most.Values.Min());
        Assert.InRange(most.Values.Max(), own, own + Environment.ProcessorCount);
    }

    [Fact]
    public void Train_ByItself_LoadsNoMpi()
    {
        using HonnanProcess process = HonnanProcess.Start(Train(_curated, "by itself"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_curated.Folder.At("by itself"), "log.csv")) || process.HasExited, TimeSpan.FromMinutes(1)));
        IReadOnlyList<string> libraries = process.Libraries();

        Assert.Contains(libraries, name => name.StartsWith("libtorch", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, name => name.StartsWith("libmpi", StringComparison.Ordinal));
        process.Wait().Done();
    }

    private static Finished Ranks(int count, string[] arguments)
    {
        using HonnanProcess process = StartRanks(count, arguments);
        return process.Wait();
    }

    private static HonnanProcess StartRanks(int count, string[] arguments) =>
        HonnanProcess.StartOther("mpirun.openmpi", [.. Launch, "-np", $"{count}", HonnanProcess.Program, .. arguments]);

    /// <summary>What the program itself said on standard error, beside its progress and mpirun's remarks.</summary>
    private static string[] Told(Finished end) => [.. end.Error.Split('\n').Where(line => line.StartsWith("honnan: ", StringComparison.Ordinal))];

    // proc(5): field 4 of /proc/pid/stat, behind the name in brackets, is the parent.
    private static Process[] RanksOf(int mpirun) =>
    [
        .. Process.GetProcessesByName("honnan").OrderBy(p => p.Id)
            .Where(p => ProcessFiles.Read($"/proc/{p.Id}/stat") is var stat && stat[(stat.LastIndexOf(')') + 1)..].Split(' ') is [_, _, var parent, ..] && parent == $"{mpirun}"),
    ];

    private static int DecodingThreads(int process)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{process}/task").Count(thread => ProcessFiles.Read(Path.Combine(thread, "comm")).StartsWith("loading ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
