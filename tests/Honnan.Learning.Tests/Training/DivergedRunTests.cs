using System.Globalization;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Honnan.Learning.Weights;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

/// <summary>Runs whose losses stay finite while the net no longer is: normalisations train by each batch's own statistics.</summary>
[Collection(Alone.Name)]
public sealed class DivergedRunTests : IDisposable
{
    private readonly DrawnSelection _drawn = new(perCountry: 15);

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void Run_ValidationNotFinite_NamesStepRateAndPictures_AndKeepsTheLastGoodCheckpoint()
    {
        string run = _drawn.At("validated");
        Experiment experiment = Diverging(validateEvery: 1, new WatchOptions { Result = ResultChoice.Best, KeepBest = 2 });
        var rates = new LearningRateOptions { From = 1e-3, To = 1e12, Schedule = ScheduleKind.Linear }; // a step that does no harm, then one that does
        experiment = experiment with { Training = experiment.Training with { LearningRate = rates } };

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _drawn.Path, run)).Message;

        Assert.Matches(@"^the validation loss is NaN after step 2 with learning rate [\d.]+E\+10: the logits of (drawn/\w\w-\d+\.jpg, ){2}drawn/\w\w-\d+\.jpg( and \d+ more)? are not finite; try a lower learning rate$", message);
        Assert.False(File.Exists(Path.Combine(run, "model.json")));
        Assert.Equal(1, AssertFinite(run));
        Assert.True(File.Exists(Path.Combine(run, "models/kept.json")));

        Assert.Equal(message, Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _drawn.Path, run, resume: true)).Message);
    }

    [Fact]
    public void Run_StatisticsNotFinite_KeepsTheLastGoodCheckpoint()
    {
        string run = _drawn.At("unvalidated");

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(Diverging(validateEvery: 0, new WatchOptions()), _drawn.Path, run)).Message;

        Assert.StartsWith("the normalisations' running statistics are no longer finite at step ", message, StringComparison.Ordinal);
        AssertFinite(run);
    }

    /// <summary>What no training changes spoils none: a net of one's own may keep a mask.</summary>
    [Fact]
    public void Run_NetWithABufferOfInfinities_IsKept()
    {
        const string Name = "masked_efficientnet_lite";
        NetCatalogue.Register(Name, head =>
        {
            var net = new EfficientNetLite(0.25, 0.25, head);
            net.register_buffer("mask", full(3, float.NegativeInfinity));
            return net;
        });

        IReadOnlyList<LogRow> log = SmallRuns.Train(SmallRuns.Experiment(epochs: 1) with { Model = new ModelOptions { Net = Name } }, _drawn.Path, _drawn.At("masked"));

        Assert.True(double.IsFinite(log[^1].TrainingLoss));
        Assert.True(File.Exists(_drawn.At("masked/model.json")));
    }

    [Fact]
    public void Resume_LogWithAValidationThatIsNotFinite_IsRefused()
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 1) with { Model = SmallRuns.Narrow };
        string run = _drawn.At("old");
        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _drawn.Path, run);
        string path = Path.Combine(run, "log.csv");
        File.WriteAllLines(path, [File.ReadLines(path).First(), .. log.Select(r => (r.Step == 4 ? r with { ValidationLoss = double.NaN } : r).ToCsv())]);

        string message = Assert.Throws<InputException>(() => SmallRuns.Train(experiment, _drawn.Path, run, resume: true)).Message;

        Assert.StartsWith("the validation loss is NaN after step 4 with learning rate ", message, StringComparison.Ordinal);
        Assert.Contains("begin anew by --force", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_OutputsNotFinite_NameThePicture()
    {
        TorchRuntime.Start(threads: 1);
        using var setup = TrainingSetup.Of(SmallRuns.Experiment() with { Model = SmallRuns.Narrow }, _drawn.Path, null);
        using PictureStore pictures = setup.Selection.OpenPictures();

        string message = Assert.Throws<InputException>(() => RunRules.Of(
            setup, new Spoilt(setup.Set.Training[3]), pictures, null, TimeProvider.System, TestContext.Current.CancellationToken)).Message;

        Assert.StartsWith($"what the finished net makes of {setup.Set.Describe([setup.Set.Training[3]])} is not finite", message, StringComparison.Ordinal);
    }

    /// <summary>Asserts that a run's checkpoint holds nothing but finite numbers, and gives its step.</summary>
    private static long AssertFinite(string run)
    {
        using WeightsFile checkpoint = WeightsFile.Open(Path.Combine(run, "checkpoint.safetensors"));
        Assert.All(
            checkpoint.Tensors.Where(t => t.Name.StartsWith("net.", StringComparison.Ordinal) && t.ElementType == ElementType.Float32),
            t => Assert.All(t.ToSingle(), v => Assert.True(float.IsFinite(v))));
        return long.Parse((string)checkpoint.Metadata["step"]!, CultureInfo.InvariantCulture);
    }

    private static Experiment Diverging(int validateEvery, WatchOptions watch)
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 8) with { Model = SmallRuns.Narrow };
        return experiment with
        {
            Training = experiment.Training with
            {
                LearningRate = new LearningRateOptions { From = 1e8, To = 1e8 },
                ValidateEvery = validateEvery,
                CheckpointEvery = 1,
                Watch = watch,
            },
        };
    }

    /// <summary>Gives ones for every picture but one.</summary>
    private sealed class Spoilt(int picture) : IObservingTask
    {
        public int TrainingPictures => 0;

        public int ValidationPictures => 0;

        public int BatchesOf(int epoch) => 1;

        public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop) => [];

        public ForwardPass Forward(Tensor inputs) => throw new NotSupportedException();

        public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => [];

        public IReadOnlyList<IReadOnlyList<ViewOutput>> Observe(IReadOnlyList<int> pictures, CancellationToken stop) =>
            [.. pictures.Select(i => (IReadOnlyList<ViewOutput>)[new ViewOutput([1, 1, 1], [i == picture ? float.NaN : 1])])];

        public IDisposable? Prepare() => null;

        public string Describe(LabelledBatch batch) => "";
    }
}
