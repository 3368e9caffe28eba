using System.Globalization;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>Whole runs on drawn pictures.</summary>
[Collection(Alone.Name)]
public sealed class TrainingRunTests : IClassFixture<TrainingRunTests.Trained>
{
    private static readonly string[] Files =
        ["answers.json", "checkpoint.safetensors", "confusion.csv", "confusion.png", "confusion.svg", "events.out.tfevents.honnan", "experiment.json", "learned.csv", "log.csv", "model.json", "model.safetensors", "training.png", "training.svg"];

    private readonly Trained _trained;

    public TrainingRunTests(Trained trained) => _trained = trained;

    /// <summary>One finished run for the tests that only look at it.</summary>
    public sealed class Trained : IDisposable
    {
        internal DrawnSelection Drawn { get; } = new();

        internal List<TrainingProgress> Told { get; } = [];

        internal string Run => Drawn.At("run");

        internal IReadOnlyList<LogRow> Log { get; }

        public Trained() => Log = SmallRuns.Train(SmallRuns.Experiment(epochs: 2.5), Drawn.Path, Run, progress: Told.Add);

        public void Dispose() => Drawn.Dispose();
    }

    [Fact]
    public void Execute_Run_WritesItsFilesAndNothingElse() =>
        Assert.Equal(Files, Directory.EnumerateFileSystemEntries(_trained.Run).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));

    [Fact]
    public void Execute_Run_LogsEveryStep()
    {
        int training = Selection.Open(_trained.Drawn.Path).Of(SplitSide.Train).Count();
        long expected = _trained.Log[^1].Step;

        Assert.Equal(Enumerable.Range(1, (int)expected).Select(i => (long)i), _trained.Log.Select(r => r.Step));
        Assert.InRange(_trained.Log[^1].Epoch, 2.5, 2.5 + (8.0 / training));
        Assert.InRange(expected, 2.5 * training / 8, (2.5 * training / 8) + (2 * 3)); // a smaller batch at an epoch's end and a bucket's
        Assert.Equal(1e-3, _trained.Log[0].LearningRate);
        Assert.Equal(1e-3 * Math.Pow(0.1, 1.0 / expected), _trained.Log[1].LearningRate, 1e-15);
        Assert.All(_trained.Log, r => Assert.True(double.IsFinite(r.TrainingLoss) && r.PicturesPerSecond > 0));
        Assert.Equal(expected + 1, File.ReadAllLines(Path.Combine(_trained.Run, "log.csv")).Length);
    }

    [Fact]
    public void Execute_Run_ValidatesEveryFourthStepAndAtTheEnd() => Assert.Equal(
        _trained.Log.Select(r => r.Step).Where(s => s % 4 == 0 || s == _trained.Log[^1].Step),
        _trained.Log.Where(r => r.ValidationLoss is not null && r.ValidationTop1 is not null).Select(r => r.Step));

    [Fact]
    public void Execute_ColourTellsTheCountry_IsLearnt()
    {
        Assert.InRange(_trained.Log[0].TrainingLoss, 0.7, 2.5); // ln 3 = 1.1 for who knows nothing
        Assert.True(_trained.Log.TakeLast(4).Average(r => r.TrainingLoss) < 0.5 * _trained.Log[0].TrainingLoss);
    }

    [Fact]
    public void Execute_MemoryEndsBeforeTheFirstCheckpoint_LeavesNothing()
    {
        string run = _trained.Drawn.At("no memory");

        Assert.Throws<InvalidOperationException>(() => SmallRuns.Train(
            SmallRuns.Experiment() with { Model = SmallRuns.Narrow }, _trained.Drawn.Path, run,
            progress: _ => throw new InvalidOperationException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 4294967296 bytes."))); // as libtorch tells it

        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Execute_Run_TellsItsProgress()
    {
        TrainingProgress[] steps = [.. _trained.Told.Where(p => p.Phase == "training")];

        Assert.Equal(_trained.Log.Select(r => r.Step), steps.Select(p => p.Done));
        Assert.All(steps, p => Assert.Equal(_trained.Log.Count, p.Total));
        Assert.All(steps, p => Assert.True(p.PicturesPerSecond > 0 && p.Left >= TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, steps[^1].Left);
    }

    [Fact]
    public void Execute_Run_WritesTheConfusionOfItsValidation()
    {
        Selection selection = Selection.Open(_trained.Drawn.Path);
        string[][] rows = [.. File.ReadAllLines(Path.Combine(_trained.Run, "confusion.csv")).Select(line => line.Split(','))];

        Assert.Equal(["true", "predicted", "count"], rows[0]);
        SelectedPicture[] validation = [.. selection.Of(SplitSide.Validation)];
        Assert.Equal(validation.Length, rows.Skip(1).Sum(r => int.Parse(r[2], CultureInfo.InvariantCulture)));
        int right = rows.Skip(1).Where(r => r[0] == r[1]).Sum(r => int.Parse(r[2], CultureInfo.InvariantCulture));
        Assert.Equal(_trained.Log[^1].ValidationTop1!.Value, (double)right / validation.Length, 1e-9);
        foreach (var country in validation.GroupBy(p => p.Country.ToString()))
        {
            Assert.Equal(country.Count(), rows.Skip(1).Where(r => r[0] == country.Key).Sum(r => int.Parse(r[2], CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Execute_Run_WritesTheExperimentResolved()
    {
        Experiment read = Experiment.Read(Path.Combine(_trained.Run, "experiment.json"));

        Assert.Equal(StrictJson.Write(SmallRuns.Experiment(epochs: 2.5)), StrictJson.Write(read));
        Assert.Contains("\"weightDecay\": 0", File.ReadAllText(Path.Combine(_trained.Run, "experiment.json")), StringComparison.Ordinal); // a default
    }

    [Fact]
    public void Execute_Run_ItsModelJudgesAsItDidInTraining()
    {
        Selection selection = Selection.Open(_trained.Drawn.Path);
        using TrainedModel model = TrainedModel.Open(_trained.Run, Learning.Runtime.Precision.Float32);
        using var pictures = selection.OpenPictures();
        TrainingSet set = TrainingSet.Of(selection, null, holdOut: true);
        Data.Loading.Sample[] samples = [.. set.Validation.Select(i => set.Samples[i])];

        IReadOnlyList<ViewOutput>?[] views = ViewOutputs.Of(model.Net, pictures, samples, model.Loading, features: false, null, TestContext.Current.CancellationToken);

        Assert.Equal(["HU", "JP", "ZA"], model.Countries.Select(c => c.ToString()));
        Assert.Equal(_trained.Log[^1].Step, model.Description.Steps);
        double loss = samples.Select((s, i) => -Math.Log(Answerer.Plain.Of(views[i]!).Probabilities[s.Label])).Average();
        Assert.Equal(_trained.Log[^1].ValidationLoss!.Value, loss, 1e-4 * loss);
    }

    [Fact]
    public void Execute_Run_FitsItsRulesOnTheValidationPictures()
    {
        using TrainedModel model = TrainedModel.Open(_trained.Run, Learning.Runtime.Precision.Float32);
        int held = Selection.Open(_trained.Drawn.Path).Of(SplitSide.Validation).Count();

        Assert.Equal(held, model.Rules.Pictures);
        Assert.Equal(_trained.Log[^1].ValidationLoss!.Value, model.Rules.Calibration!.LogLossBefore, 1e-4);
        Assert.True(model.Rules.Calibration.LogLoss <= model.Rules.Calibration.LogLossBefore + 1e-9);
        Assert.InRange(model.Rules.Refusal!.RefusedShare, 0, 0.1 + (1.0 / held));
        Assert.NotNull(model.Rules.Map);
    }

    [Fact]
    public void Execute_NothingHeldOutAndAFrozenBody_FitsTheRulesByATwin()
    {
        string run = _trained.Drawn.At("twin");
        Experiment experiment = SmallRuns.Experiment(epochs: 3, FreezeMode.Body);

        SmallRuns.Train(experiment with { Training = experiment.Training with { HoldOut = false } }, _trained.Drawn.Path, run);

        using TrainedModel model = TrainedModel.Open(run, Learning.Runtime.Precision.Float32);
        Assert.Equal(Selection.Open(_trained.Drawn.Path).Of(SplitSide.Validation).Count(), model.Rules.Pictures);
        Assert.NotNull(model.Rules.Calibration);
        Assert.NotNull(model.Rules.Refusal);
        Assert.True(model.Learned!.Count > model.Rules.Pictures);
    }

    [Fact]
    public void Execute_Run_ListsWhatItLearnedFrom()
    {
        Selection selection = Selection.Open(_trained.Drawn.Path);
        LearnedPictures learned = LearnedPictures.Read(_trained.Run)!;

        Assert.All(selection.Pictures, p => Assert.Equal(p.Split == SplitSide.Train, learned.Contain(p.Sha256)));
        Assert.Equal(selection.Of(SplitSide.Train).Count(), learned.Count);
    }

    [Fact]
    public void Execute_NothingHeldOut_TrainsOnValidationAndWritesNoConfusion()
    {
        string run = _trained.Drawn.At("all");
        Experiment experiment = SmallRuns.Experiment(epochs: 0.2);

        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment with { Training = experiment.Training with { HoldOut = false } }, _trained.Drawn.Path, run);

        Assert.All(log, r => Assert.Null(r.ValidationLoss));
        Assert.False(File.Exists(Path.Combine(run, "confusion.csv")));
        using TrainedModel model = TrainedModel.Open(run, Learning.Runtime.Precision.Float32);
        Assert.Null(model.Rules.Calibration); // the body learned from them too: no twin of the head could stand in
        Assert.NotNull(model.Rules.Map);
    }

    [Fact]
    public void Execute_ValidateEveryZero_ValidatesAtTheEndAlone()
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 0.5);

        IReadOnlyList<LogRow> log = SmallRuns.Train(
            experiment with { Training = experiment.Training with { ValidateEvery = 0 } }, _trained.Drawn.Path, _trained.Drawn.At("late"));

        Assert.Equal([log[^1].Step], log.Where(r => r.ValidationLoss is not null).Select(r => r.Step));
    }

    [Fact]
    public void Execute_Fold_KeepsItOutOfTraining()
    {
        Selection selection = Selection.Open(_trained.Drawn.Path);
        TrainingSet set = TrainingSet.Of(selection, 3, holdOut: true);

        Assert.Equal(selection.Pictures.Index().Where(p => p.Item.Fold == 3).Select(p => p.Index), set.Test);
        Assert.Empty(set.Training.Intersect(set.Test));
        Assert.Empty(set.Training.Intersect(set.Validation));
        Assert.Equal(selection.Pictures.Count, set.Training.Count + set.Validation.Count + set.Test.Count);
        Assert.Equal("there is no fold 9; the selection has 0 to 4", Assert.Throws<InputException>(() => TrainingSet.Of(selection, 9, holdOut: true)).Message);
    }

    [Fact]
    public void Execute_OtherNumberOfWorkers_GivesTheSameLosses()
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 0.3); // the schedule differs from the second step on
        IReadOnlyList<LogRow> again = SmallRuns.Train(experiment with { Loading = experiment.Loading with { Workers = 3 } }, _trained.Drawn.Path, _trained.Drawn.At("again"));

        Assert.Equal(_trained.Log.Take(2).Select(r => r.TrainingLoss), again.Take(2).Select(r => r.TrainingLoss));
    }

    [Fact]
    public void Execute_ExistingRun_IsRefusedAndStays_UnlessForced()
    {
        using var folder = new TemporaryFolder();
        string run = folder.At("run");
        Directory.CreateDirectory(run);
        foreach (string name in Files.Append("notes.txt"))
        {
            File.WriteAllText(Path.Combine(run, name), "old");
        }

        Assert.Contains("go on with it by --resume, or replace it by --force", Assert.Throws<InputException>(() => RunFolder.Open(run, resume: false, force: false)).Message, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(run), path => Assert.Equal("old", File.ReadAllText(path)));

        Experiment experiment = SmallRuns.Experiment(epochs: 0.1);
        SmallRuns.Train(experiment with { Training = experiment.Training with { HoldOut = false } }, _trained.Drawn.Path, run, force: true);
        Assert.Equal("old", File.ReadAllText(Path.Combine(run, "notes.txt")));
        Assert.False(File.Exists(Path.Combine(run, "confusion.csv"))); // the old run's, and this one validates nothing
        Assert.NotEqual("old", File.ReadAllText(Path.Combine(run, "log.csv")));
    }

    [Fact]
    public void Execute_MissingWeights_LeavesAnExistingRunAsItIs()
    {
        using var folder = new TemporaryFolder();
        string run = folder.At("run");
        Experiment experiment = SmallRuns.Experiment() with { Model = new ModelOptions { Net = "resnet18", Weights = "/nowhere/resnet18.pth" } };

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _trained.Drawn.Path, run)).Message;
        Assert.Contains("'/nowhere/resnet18.pth' are missing", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run));

        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "model.json"), "old");
        Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _trained.Drawn.Path, run, force: true));
        Assert.Equal("old", File.ReadAllText(Path.Combine(run, "model.json")));
    }

    [Fact]
    public void Execute_NoSelection_NamesTheCommandThatMakesOne() => Assert.Contains(
        "is no selection", Assert.Throws<InputException>(() => SmallRuns.Train(SmallRuns.Experiment(), _trained.Drawn.At("nowhere"), _trained.Drawn.At("never"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Execute_LossNotFinite_NamesStepRateAndPictures_AndLeavesNothing()
    {
        string run = _trained.Drawn.At("diverged");
        Experiment experiment = SmallRuns.Experiment();
        experiment = experiment with { Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 1e30, To = 1e30 } } };

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _trained.Drawn.Path, run)).Message;

        Assert.Matches(@"^the loss is (NaN|∞|Infinity) at step 2 with learning rate 1E\+30, on drawn/\w\w-\d+\.jpg(, drawn/\w\w-\d+\.jpg)+; try a lower learning rate", message);
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Execute_WeightsNotFinite_KeepsTheLastGoodCheckpoint()
    {
        string run = _trained.Drawn.At("burst");
        Experiment experiment = SmallRuns.Experiment();
        experiment = experiment with { Training = experiment.Training with { CheckpointEvery = 1, LearningRate = new LearningRateOptions { From = 1e-3, To = 1e300, Schedule = ScheduleKind.Linear } } };

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _trained.Drawn.Path, run)).Message;

        Assert.Contains("the weights are no longer finite at step 2 with learning rate", message, StringComparison.Ordinal);
        using var checkpoint = Learning.Weights.WeightsFile.Open(Path.Combine(run, "checkpoint.safetensors"));
        Assert.Equal("1", checkpoint.Metadata["step"]);
        Assert.All(checkpoint["adam.first"].ToSingle(), v => Assert.True(float.IsFinite(v)));
        Assert.All(checkpoint["net.conv1.weight"].ToSingle(), v => Assert.True(float.IsFinite(v)));
    }
}
