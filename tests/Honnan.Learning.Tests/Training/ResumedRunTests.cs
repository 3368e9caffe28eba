using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>Runs that are stopped and gone on with, inside one process; the end-to-end tests kill real ones.</summary>
[Collection(Alone.Name)]
public sealed class ResumedRunTests : IClassFixture<ResumedRunTests.Whole>
{
    private readonly Whole _whole;

    public ResumedRunTests(Whole whole) => _whole = whole;

    /// <summary>The run that nothing interrupts.</summary>
    public sealed class Whole : IDisposable
    {
        internal DrawnSelection Drawn { get; } = new(perCountry: 15);

        internal string Run => Drawn.At("whole");

        internal IReadOnlyList<LogRow> Log { get; }

        public Whole() => Log = SmallRuns.Train(Small(), Drawn.Path, Run);

        public void Dispose() => Drawn.Dispose();
    }

    [Theory]
    [InlineData("training", 1)]
    [InlineData("training", 6)] // past the first epoch
    [InlineData("validating", 4)]
    [InlineData("validating", -1)] // the last step's
    public void Resume_StoppedRun_GivesTheSameRunToTheLastBit(string phase, int step)
    {
        step = step < 0 ? _whole.Log.Count : step;
        string run = _whole.Drawn.At($"stopped-{phase}-{step}");
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => SmallRuns.TrainUntil(Small(), _whole.Drawn.Path, run, false, false, null, StopAt, stop.Token));
        Assert.False(File.Exists(Path.Combine(run, "model.json")));
        IReadOnlyList<LogRow> log = SmallRuns.Train(Small(), _whole.Drawn.Path, run, resume: true);

        Assert.Equal(_whole.Log.Select(Figures), log.Select(Figures));
        Assert.Equal(Lines(_whole.Run), Lines(run));
        AssertSameFiles(run, "checkpoint.safetensors", "model.safetensors", "model.json", "confusion.csv", "experiment.json");

        void StopAt(TrainingProgress p)
        {
            if (p.Phase == phase && p.Done == step)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>Everything at once that a checkpoint could forget: velocity, thawing, accumulation, mixing, augmentation, warming up.</summary>
    [Theory]
    [InlineData(2)] // still frozen
    [InlineData(4)] // about to thaw
    [InlineData(6)]
    public void Resume_ThawingSgdWithMixedBatches_GivesTheSameRunToTheLastBit(int step)
    {
        Experiment experiment = Small() with { Loading = Small().Loading with { Augment = new() { Brightness = 0.2, Rotation = 3, Erase = 0.2 } } };
        experiment = experiment with
        {
            Model = experiment.Model with { Dropout = 0.2 },
            Training = experiment.Training with
            {
                Epochs = 3,
                Batch = 4,
                Accumulate = 3,
                Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9, Nesterov = true, LayerDecay = 0.8 },
                LearningRate = new LearningRateOptions { From = 1e-2, To = 1e-3, Schedule = ScheduleKind.Cosine, WarmUp = 0.3 },
                ClipNorm = 1,
                LabelSmoothing = 0.1,
                Smoothing = SmoothingKind.Distance,
                ClassWeights = ClassWeighting.SquareRoot,
                MixUp = 0.2,
                CutMix = 1,
                Freeze = FreezeMode.Front,
                FreezeUntil = 0.4,
            },
        };
        string whole = _whole.Drawn.At($"mixed-{step}");
        string run = _whole.Drawn.At($"mixed-stopped-{step}");
        IReadOnlyList<LogRow> expected = SmallRuns.Train(experiment, _whole.Drawn.Path, whole);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SmallRuns.TrainUntil(
            experiment, _whole.Drawn.Path, run, false, false, null, p => { if (p.Phase == "training" && p.Done == step) { stop.Cancel(); } }, stop.Token));

        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _whole.Drawn.Path, run, resume: true);

        Assert.True(expected.Count > 6);
        Assert.Equal(expected.Select(Figures), log.Select(Figures));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoint.safetensors")), File.ReadAllBytes(Path.Combine(run, "checkpoint.safetensors")));
    }

    [Fact]
    public void Resume_NothingThereYet_BeginsTheRun()
    {
        IReadOnlyList<LogRow> log = SmallRuns.Train(Small(), _whole.Drawn.Path, _whole.Drawn.At("fresh"), resume: true);

        Assert.Equal(_whole.Log.Select(Figures), log.Select(Figures));
    }

    [Fact]
    public void Resume_FinishedRun_WritesItsResultsAgain()
    {
        string run = CopyOfWhole("finished");
        File.Delete(Path.Combine(run, "model.json")); // as if it had been killed between the last step and the model
        File.Delete(Path.Combine(run, "confusion.csv"));

        IReadOnlyList<LogRow> log = SmallRuns.Train(Small(), _whole.Drawn.Path, run, resume: true);

        Assert.Equal(_whole.Log.Select(Figures), log.Select(Figures));
        AssertSameFiles(run, "model.json", "model.safetensors", "confusion.csv");
    }

    [Theory]
    [InlineData("learning rate")]
    [InlineData("fold")]
    [InlineData("selection")]
    public void Resume_AnotherExperimentsCheckpoint_IsRefusedAndTheRunStays(string what)
    {
        string run = CopyOfWhole(what);
        Dictionary<string, string> before = Digests(run);
        Experiment experiment = Small();
        using DrawnSelection? other = what == "selection" ? new DrawnSelection(perCountry: 12) : null;
        if (what == "learning rate")
        {
            experiment = experiment with { Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 2e-3, To = 1e-4 } } };
        }

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(
            experiment, other?.Path ?? _whole.Drawn.Path, run, resume: true, fold: what == "fold" ? 1 : null)).Message;

        Assert.Contains("checkpoint.safetensors' belongs to another experiment or selection", message, StringComparison.Ordinal);
        Assert.Equal(what == "learning rate", message.Contains("(training.learningRate.from was 0.001 and is 0.002", StringComparison.Ordinal));
        Assert.Equal(before, Digests(run));
    }

    [Fact]
    public void Resume_OtherWorkersMemoryPurposeAndCheckpoints_IsTheSameExperiment()
    {
        string run = CopyOfWhole("side issues");
        Experiment experiment = Small();
        SmallRuns.Train(
            experiment with
            {
                Purpose = "What it gave.",
                Loading = experiment.Loading with { Workers = 2, MemoryMiB = 64 },
                Training = experiment.Training with { CheckpointEvery = 3 },
            },
            _whole.Drawn.Path, run, resume: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(-1)]
    public void Resume_CutCheckpoint_IsRefusedAndTheRunStays(int length)
    {
        string run = CopyOfWhole($"cut {length}");
        string checkpoint = Path.Combine(run, "checkpoint.safetensors");
        byte[] whole = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, whole[..(length < 0 ? whole.Length + length : length)]);

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(Small(), _whole.Drawn.Path, run, resume: true)).Message;

        Assert.Contains(checkpoint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(Directory.EnumerateFiles(_whole.Run).Count(), Directory.EnumerateFiles(run).Count());
    }

    [Fact]
    public void Resume_WithoutItsLog_IsRefused()
    {
        string run = CopyOfWhole("no log");
        File.Delete(Path.Combine(run, "log.csv"));

        Assert.Contains("log.csv' is missing", Assert.Throws<InputException>(() => SmallRuns.Train(Small(), _whole.Drawn.Path, run, resume: true)).Message, StringComparison.Ordinal);
    }

    private static Experiment Small()
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 1.6, freeze: FreezeMode.Front);
        return experiment with { Model = experiment.Model with { Dropout = 0.3 }, Training = experiment.Training with { LabelSmoothing = 0.1 } };
    }

    private static string Figures(LogRow row) => (row with { PicturesPerSecond = 0 }).ToCsv();

    private static Dictionary<string, string> Digests(string run) =>
        Directory.EnumerateFiles(run).ToDictionary(p => Path.GetFileName(p), p => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(p))));

    private static IEnumerable<string> Lines(string run) => File.ReadLines(Path.Combine(run, "log.csv")).Select(line => line[..line.LastIndexOf(',')]);

    private void AssertSameFiles(string run, params string[] names)
    {
        Dictionary<string, string> expected = Digests(_whole.Run);
        Dictionary<string, string> actual = Digests(run);
        Assert.Equal(names.Select(n => expected[n]), names.Select(n => actual[n]));
    }

    private string CopyOfWhole(string name)
    {
        string run = _whole.Drawn.At(name);
        Directory.CreateDirectory(run);
        foreach (string path in Directory.EnumerateFiles(_whole.Run))
        {
            File.Copy(path, Path.Combine(run, Path.GetFileName(path)));
        }

        return run;
    }
}
