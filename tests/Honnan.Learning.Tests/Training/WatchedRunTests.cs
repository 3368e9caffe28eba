using System.Text.Json;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Training;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>What validations decide: kept models, the result, the end; and the averaged weights.</summary>
[Collection(Alone.Name)]
public sealed class WatchedRunTests : IClassFixture<WatchedRunTests.Drawn>
{
    private readonly DrawnSelection _drawn;

    public WatchedRunTests(Drawn drawn) => _drawn = drawn.Selection;

    public sealed class Drawn : IDisposable
    {
        internal DrawnSelection Selection { get; } = new(perCountry: 15);

        public void Dispose() => Selection.Dispose();
    }

    [Fact]
    public void Run_KeepsBestAndLast_EndsEarly_AndGivesTheBest()
    {
        IReadOnlyList<LogRow> log = SmallRuns.Train(Everything(epochs: 30), _drawn.Path, _drawn.At("watched"));

        LogRow[] validated = [.. log.Where(r => r.ValidationLoss is not null)];
        LogRow best = validated.MinBy(r => r.ValidationLoss)!;
        Assert.Equal(3, validated.Count(r => r.Step > best.Step)); // patience
        Assert.Equal(log[^1].Step, validated[^1].Step);
        Assert.True(log[^1].Step < 180, "the run did not end early");

        long[] wanted = [.. validated.OrderBy(r => r.ValidationLoss).Take(2).Select(r => r.Step), log[^1].Step];
        KeptModel[] kept = JsonSerializer.Deserialize<KeptModel[]>(File.ReadAllText(_drawn.At("watched/models/kept.json")), StrictJson.Options)!;
        Assert.Equal(wanted.Distinct().Order(), kept.Select(k => k.Step));
        Assert.Equal(wanted.Distinct().Count(), Directory.GetDirectories(_drawn.At("watched/models")).Length);
        Assert.Equal(best.Step, kept.Single(k => k.Rank == 1).Step);
        Assert.Equal(best.ValidationLoss, kept.Single(k => k.Rank == 1).ValidationLoss);

        string bestFolder = Path.Combine(_drawn.At("watched"), kept.Single(k => k.Rank == 1).Folder);
        Assert.Equal(File.ReadAllBytes(TrainedModel.WeightsOf(bestFolder)), File.ReadAllBytes(TrainedModel.WeightsOf(_drawn.At("watched"))));
        using TrainedModel model = TrainedModel.Open(_drawn.At("watched"));
        Assert.Equal(best.Step, model.Description.Steps);
    }

    [Theory]
    [InlineData("training", 5)]
    [InlineData("training", 11)]
    [InlineData("validating", 8)]
    public void Resume_StoppedRunWithEverything_GivesTheSameRunToTheLastBit(string phase, int step)
    {
        Experiment experiment = Everything() with { Model = SmallRuns.Narrow };
        string whole = _drawn.At($"whole-{phase}-{step}");
        string run = _drawn.At($"stopped-{phase}-{step}");
        IReadOnlyList<LogRow> expected = SmallRuns.Train(experiment, _drawn.Path, whole);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SmallRuns.TrainUntil(
            experiment, _drawn.Path, run, false, false, null, p => { if (p.Phase == phase && p.Done == step) { stop.Cancel(); } }, stop.Token));

        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _drawn.Path, run, resume: true);

        Assert.Equal(expected.Select(r => r with { PicturesPerSecond = 0 }), log.Select(r => r with { PicturesPerSecond = 0 }));
        string[] files = [.. Files(whole)];
        Assert.Equal(files, Files(run));
        Assert.All(
            files.Where(f => f is not ("log.csv" or "training.svg" or "training.png" or "events.out.tfevents.honnan")),
            f => Assert.Equal(File.ReadAllBytes(Path.Combine(whole, f)), File.ReadAllBytes(Path.Combine(run, f))));
        Assert.Equal(new FileInfo(Path.Combine(whole, "events.out.tfevents.honnan")).Length, new FileInfo(Path.Combine(run, "events.out.tfevents.honnan")).Length);
    }

    [Fact]
    public void Run_WithAverage_ValidatesAndGivesIt_WhileTheCheckpointGoesOnWithItsOwn()
    {
        Experiment plain = SmallRuns.Experiment(epochs: 1);
        IReadOnlyList<LogRow> expected = SmallRuns.Train(plain, _drawn.Path, _drawn.At("plain"));

        IReadOnlyList<LogRow> log = SmallRuns.Train(With(plain, t => t with { Ema = 0.9 }), _drawn.Path, _drawn.At("averaged"));

        Assert.Equal(expected.Select(r => r.TrainingLoss), log.Select(r => r.TrainingLoss));
        Assert.NotEqual(expected[^1].ValidationLoss, log[^1].ValidationLoss);
        using WeightsFile checkpoint = WeightsFile.Open(_drawn.At("averaged/checkpoint.safetensors"));
        using WeightsFile model = WeightsFile.Open(_drawn.At("averaged/model.safetensors"));
        using WeightsFile plainModel = WeightsFile.Open(_drawn.At("plain/model.safetensors"));
        Assert.Equal(plainModel["fc.weight"].ToSingle(), checkpoint["net.fc.weight"].ToSingle());
        Assert.NotEqual(plainModel["fc.weight"].ToSingle(), model["fc.weight"].ToSingle());
        Assert.NotEqual(plainModel["bn1.running_var"].ToSingle(), model["bn1.running_var"].ToSingle());
    }

    /// <summary>Features that are scaled while the head learns: what is kept on the way is a head on the features as they are.</summary>
    [Fact]
    public void Run_StandardisedFeatures_KeepsModelsThatTakePictures()
    {
        Experiment experiment = With(SmallRuns.Experiment(epochs: 4, FreezeMode.Body), t => t with { Standardise = true, Watch = new WatchOptions { KeepLast = 1 } });

        SmallRuns.Train(experiment, _drawn.Path, _drawn.At("standardised"));

        string kept = Assert.Single(Directory.GetDirectories(_drawn.At("standardised/models")));
        using WeightsFile result = WeightsFile.Open(_drawn.At("standardised/model.safetensors"));
        using WeightsFile last = WeightsFile.Open(TrainedModel.WeightsOf(kept));
        Assert.Equal(result["fc.weight"].ToSingle(), last["fc.weight"].ToSingle());
    }

    [Fact]
    public void Run_Recomputing_LearnsTheSame()
    {
        Experiment plain = SmallRuns.Experiment(epochs: 1);
        IReadOnlyList<LogRow> expected = SmallRuns.Train(plain, _drawn.Path, _drawn.At("kept"));

        IReadOnlyList<LogRow> log = SmallRuns.Train(With(plain, t => t with { Recompute = true }), _drawn.Path, _drawn.At("recomputed"));

        Assert.Equal(expected.Select(r => r.TrainingLoss), log.Select(r => r.TrainingLoss));
    }

    [Theory]
    [InlineData("training.watch.patience=0", "patience must be at least 1")]
    [InlineData("training.watch.keepBest=-1", "keepBest must be from 0 to 1000")]
    [InlineData("training.ema=1", "ema must be at least 0 and below 1")]
    [InlineData("training.recompute=true", "recompute is for a body that learns")]
    public void Read_WrongValue_IsTold(string set, string told)
    {
        string path = _drawn.At("wrong.json");
        File.WriteAllText(path, StrictJson.Write(SmallRuns.Experiment(freeze: FreezeMode.Body)));

        Assert.Contains(told, Assert.Throws<InputException>(() => Experiment.Read(path, [set])).Message, StringComparison.Ordinal);
    }

    private static Experiment Everything(int epochs = 10) => With(SmallRuns.Experiment(epochs: epochs), t => t with
    {
        Ema = 0.8,
        LearningRate = new LearningRateOptions { From = 3e-3, To = 3e-3, Schedule = ScheduleKind.Constant }, // soon overfits
        CheckpointEvery = 3,
        Watch = new WatchOptions { Patience = 3, KeepBest = 2, KeepLast = 1, Result = ResultChoice.Best },
    });

    private static Experiment With(Experiment experiment, Func<TrainingOptions, TrainingOptions> change) => experiment with { Training = change(experiment.Training) };

    private static IEnumerable<string> Files(string run) =>
        Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(run, f)).Order(StringComparer.Ordinal);
}
