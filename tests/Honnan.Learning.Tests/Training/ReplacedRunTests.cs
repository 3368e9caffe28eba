using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>Runs that are to take another's place: until they are whole, the other stays as it is.</summary>
[Collection(Alone.Name)]
public sealed class ReplacedRunTests : IClassFixture<ReplacedRunTests.Former>
{
    private readonly Former _former;

    public ReplacedRunTests(Former former) => _former = former;

    /// <summary>The run that is replaced.</summary>
    public sealed class Former : IDisposable
    {
        internal DrawnSelection Drawn { get; } = new(perCountry: 10);

        internal string Run => Drawn.At("former");

        public Former() => SmallRuns.Train(Small(seed: 1), Drawn.Path, Run);

        public void Dispose() => Drawn.Dispose();
    }

    [Fact]
    public void Force_RunThatFails_LeavesTheFormerAsItWas()
    {
        string run = Copy("failed");
        Dictionary<string, string> before = Digests(run);
        Experiment diverging = Small(seed: 2);
        diverging = diverging with { Training = diverging.Training with { LearningRate = new LearningRateOptions { From = 1e30, To = 1e30 } } };

        Assert.Throws<InputException>(() => SmallRuns.Train(diverging, _former.Drawn.Path, run, force: true));

        Assert.Equal(before, Digests(run));
        Assert.False(Directory.Exists(Path.Combine(run, "replacement")));
    }

    [Fact]
    public void Force_RunThatSucceeds_TakesThePlaceAndLeavesOtherThings()
    {
        string run = Copy("succeeded");
        Experiment experiment = Small(seed: 2);
        experiment = experiment with { Training = experiment.Training with { HoldOut = false } };

        SmallRuns.Train(experiment, _former.Drawn.Path, run, force: true);

        Assert.Equal(2, SeedOf(run));
        Assert.False(File.Exists(Path.Combine(run, "confusion.csv"))); // the former's; this one validates nothing
        Assert.Equal("mine", File.ReadAllText(Path.Combine(run, "notes.txt")));
        Assert.False(Directory.Exists(Path.Combine(run, "replacement")));
        using TrainedModel model = TrainedModel.Open(run);
        Assert.False(model.Description.HoldOut);
        Assert.Contains("succeeded", File.ReadAllText(Path.Combine(run, "training.svg")), StringComparison.Ordinal); // the chart has the run's name
    }

    [Fact]
    public void Force_StoppedRun_LeavesTheFormerUntilItIsGoneOnWith()
    {
        string run = Copy("stopped");
        Dictionary<string, string> before = Digests(run);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => SmallRuns.TrainUntil(
            Small(seed: 2), _former.Drawn.Path, run, resume: false, force: true, null, p => { if (p is { Phase: "training", Done: 2 }) { stop.Cancel(); } }, stop.Token));

        Assert.Equal(before, Digests(run));
        using (TrainedModel.Open(run))
        {
            Assert.Equal(1, SeedOf(run));
        }

        IReadOnlyList<LogRow> log = SmallRuns.Train(Small(seed: 2), _former.Drawn.Path, run, resume: true);

        Assert.Equal(2, SeedOf(run));
        Assert.Equal(log[^1].Step + 1, File.ReadLines(Path.Combine(run, "log.csv")).Count());
        Assert.False(Directory.Exists(Path.Combine(run, "replacement")));
    }

    /// <summary>A process may be killed between any two moves; whoever comes next ends what it began.</summary>
    [Theory]
    [InlineData]
    [InlineData("experiment.json")]
    [InlineData("experiment.json", "log.csv", "checkpoint.safetensors")]
    [InlineData("experiment.json", "log.csv", "checkpoint.safetensors", "model.safetensors", "learned.csv", "model.json")]
    public void Claim_ReplacementThatWasNotMovedToTheEnd_IsMoved(params string[] moved)
    {
        string run = Copy($"moved {moved.Length}");
        string replacement = Path.Combine(run, "replacement");
        SmallRuns.Train(Small(seed: 2), _former.Drawn.Path, replacement);
        Dictionary<string, string> wanted = Digests(replacement);
        File.WriteAllLines(Path.Combine(replacement, "whole"), wanted.Keys);
        if (moved.Length > 0)
        {
            File.Delete(Path.Combine(run, "model.json"));
        }

        foreach (string name in moved)
        {
            File.Move(Path.Combine(replacement, name), Path.Combine(run, name), overwrite: true);
        }

        RunFolder folder = RunFolder.Open(run, resume: true, force: false);
        folder.Claim().Dispose();

        Assert.Equal(run, folder.Path);
        wanted.Add("notes.txt", Digests(run)["notes.txt"]);
        Assert.Equal(wanted.OrderBy(p => p.Key, StringComparer.Ordinal), Digests(run).OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.False(Directory.Exists(replacement));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Open_FolderOfOtherThings_IsRefusedAndStays(bool resume, bool force)
    {
        using var folder = new TemporaryFolder();
        folder.Write("log.csv", "mine");

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(Small(seed: 2), _former.Drawn.Path, folder.Path, resume, force)).Message;

        Assert.Contains("holds no run, but 'log.csv'; name another folder", message, StringComparison.Ordinal);
        Assert.Equal(["log.csv"], folder.Everything());
    }

    [Fact]
    public void Open_FolderThatAKilledProcessHasJustBegun_IsGoneOnWith()
    {
        using var folder = new TemporaryFolder();
        folder.Write("training.lock", "");
        folder.Write("experiment.json.0123.part", "{");

        SmallRuns.Train(Small(seed: 2), _former.Drawn.Path, folder.Path, resume: true);

        Assert.Equal(2, SeedOf(folder.Path));
        Assert.DoesNotContain(folder.Everything(), name => name.EndsWith(".part", StringComparison.Ordinal));
    }

    private static Experiment Small(int seed)
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 1);
        return experiment with { Training = experiment.Training with { Seed = seed } };
    }

    private static int SeedOf(string run) => StrictJson.Read<Experiment>(Path.Combine(run, "experiment.json")).Training.Seed;

    private string Copy(string name)
    {
        string run = _former.Drawn.At(name);
        Directory.CreateDirectory(run);
        foreach (string path in Directory.EnumerateFiles(_former.Run))
        {
            File.Copy(path, Path.Combine(run, Path.GetFileName(path)));
        }

        File.WriteAllText(Path.Combine(run, "notes.txt"), "mine");
        return run;
    }

    private static Dictionary<string, string> Digests(string run) =>
        Directory.EnumerateFiles(run).ToDictionary(p => Path.GetFileName(p), p => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(p))));
}
