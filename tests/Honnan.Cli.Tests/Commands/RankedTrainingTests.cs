using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Trainings that mpirun starts, against the one of a single process.</summary>
[Trait("Category", "cluster")]
public sealed class RankedTrainingTests : IClassFixture<RankedTrainingTests.Alone>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Launch = ["--allow-run-as-root", "--oversubscribe", "-x", "TERM=dumb"];

    private readonly Curated _curated;
    private readonly string _alone;

    public RankedTrainingTests(Alone alone) => (_curated, _alone) = (alone.Curated, alone.Run);

    public sealed class Alone : IDisposable
    {
        internal Curated Curated { get; } = new();

        internal string Run => Curated.Folder.At("alone");

        public Alone() => HonnanProcess.Run(Train(Curated, "alone")).Done();

        public void Dispose() => Curated.Dispose();
    }

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

        Ranks(3, Train(_curated, "killed", "--resume")).Done();
        AssertSameCurve(_alone, run);
        HonnanProcess.Run("inspect", Path.Combine(run, "checkpoint.safetensors")).Done();
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
        Assert.Matches(@"^honnan: rank [01]: picture '[^']*JP-\d+\.jpg' of source 'drawn': ", Assert.Single(Told(end)));
        Assert.False(Directory.Exists(broken.Folder.At("run")));
    }

    [Theory]
    [InlineData("training.seed=9", null, "rank 1: its experiment is not that of rank 0, seen from which training.seed was 1 and is 9")]
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
    public void Train_ByItself_LoadsNoMpi()
    {
        using HonnanProcess process = HonnanProcess.Start(Train(_curated, "by itself"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_curated.Folder.At("by itself"), "log.csv")) || process.HasExited, TimeSpan.FromMinutes(1)));
        IReadOnlyList<string> libraries = process.Libraries();

        Assert.Contains(libraries, name => name.StartsWith("libtorch", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, name => name.StartsWith("libmpi", StringComparison.Ordinal));
        process.Wait().Done();
    }

    // Dropout draws by rank, and normalisations that learn from small pictures make much of rounding (as other threads do in
    // one process); without both, runs are the same to a few places.
    private static string[] Train(Curated curated, string run, params string[] more) =>
    [
        .. curated.Train(run), "--set", "model.dropout=0", "--set", "training.frozen=[{\"pattern\":\"*bn*\"}]", "--set", "training.epochs=2",
        "--set", "training.checkpointEvery=2", "--set", "training.optimizer.kind=sgd", "--set", "training.learningRate.from=1e-2", .. more,
    ];

    private static Finished Ranks(int count, string[] arguments)
    {
        using HonnanProcess process = StartRanks(count, arguments);
        return process.Wait();
    }

    private static HonnanProcess StartRanks(int count, string[] arguments) =>
        HonnanProcess.StartOther("mpirun.openmpi", [.. Launch, "-np", $"{count}", HonnanProcess.Program, .. arguments]);

    /// <summary>What the program itself said on standard error, beside its progress and mpirun's remarks.</summary>
    private static string[] Told(Finished end) => [.. end.Error.Split('\n').Where(line => line.StartsWith("honnan: ", StringComparison.Ordinal))];

    private static string[] Files(string run) => [.. Directory.EnumerateFileSystemEntries(run).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static void AssertSameCurve(string expected, string actual)
    {
        double[][] one = Rows(expected);
        double[][] several = Rows(actual);
        Assert.Equal(one.Length, several.Length);
        Assert.All(one.Zip(several), rows => Assert.All(rows.First.Zip(rows.Second), cells => Assert.Equal(cells.First, cells.Second, 1e-3 * Math.Max(1, Math.Abs(cells.First)))));
    }

    /// <summary>The log's figures without the speed, which is the last one.</summary>
    private static double[][] Rows(string run) =>
        [.. File.ReadAllLines(Path.Combine(run, "log.csv")).Skip(1).Select(line => line.Split(',')[..^1].Select(cell => cell.Length == 0 ? 0 : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    // proc(5): field 4 of /proc/pid/stat, behind the name in brackets, is the parent.
    private static Process[] RanksOf(int mpirun) =>
    [
        .. Process.GetProcessesByName("honnan").OrderBy(p => p.Id)
            .Where(p => File.ReadAllText($"/proc/{p.Id}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{mpirun}"),
    ];
}
