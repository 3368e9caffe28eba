using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>What can be tried before a run: learning rate, one batch, the whole way, the cost.</summary>
[Collection(Alone.Name)]
public sealed class TrialTests : IClassFixture<TrialTests.Drawn>
{
    private readonly DrawnSelection _drawn;

    public TrialTests(Drawn drawn)
    {
        _drawn = drawn.Selection;
        TorchRuntime.Start(threads: 1);
    }

    public sealed class Drawn : IDisposable
    {
        internal DrawnSelection Selection { get; } = new(perCountry: 15);

        public void Dispose() => Selection.Dispose();
    }

    [Fact]
    public void Find_SmallNet_RisesUntilTheLossExplodesAndWritesItsChart()
    {
        RateSearch search = LearningRateFinder.Find(SmallRuns.Experiment(), _drawn.Path, null, 40, TimeProvider.System, null, TestContext.Current.CancellationToken);

        Assert.InRange(search.Trials.Count, 10, 40);
        Assert.Equal(1e-7, search.Trials[0].Rate, 1e-12);
        Assert.All(search.Trials.Zip(search.Trials.Skip(1)), p => Assert.Equal(Math.Pow(1e8, 1 / 39.0), p.Second.Rate / p.First.Rate, 1e-9));
        Assert.InRange(search.Steepest, 1e-5, 1);
        Assert.True(search.Trials[^1].Smoothed > search.Trials.Min(t => t.Smoothed));
        LearningRateFinder.Write(_drawn.At("rates"), search);
        Assert.Equal(search.Trials.Count + 1, File.ReadAllLines(_drawn.At("rates/learning-rates.csv")).Length);
        Assert.True(File.Exists(_drawn.At("rates/learning-rates.svg")) && File.Exists(_drawn.At("rates/learning-rates.png")));
    }

    /// <summary>The losses of a net that had learned already: its first batch was one that it knew.</summary>
    [Fact]
    public void Explodes_AfterALuckyFirstBatch_NotByIt()
    {
        RateTrial[] first = [Trial(0.083), Trial(0.178), Trial(0.244), Trial(0.306)];
        RateTrial[] settled = [.. first, .. Enumerable.Repeat(Trial(0.4), 8)];

        Assert.False(RateSearch.Explodes(first, 0.4, 100));
        Assert.False(RateSearch.Explodes(settled, 1.5, 100));
        Assert.True(RateSearch.Explodes(settled, 1.7, 100));
        Assert.Equal(0.306, RateSearch.Of(settled).FirstLoss); // the chart's height: 12 trials, of which 3 are a few batches' luck
    }

    // A curve whose parts are known: flat, then falling fastest at the fifth place, lowest at the eighth, then rising.
    [Fact]
    public void Of_KnownCurve_FindsTheSteepestAndTheLowest()
    {
        double[] losses = [4, 4, 3.9, 3.6, 3, 2.4, 2.1, 2, 2.5, 6];

        var search = RateSearch.Of([.. losses.Select((l, i) => new RateTrial(Math.Pow(10, i - 7), l, l))]);

        Assert.Equal(1e-3, search.Steepest, 1e-12);
        Assert.Equal(0.1, search.TenthOfLowest, 1e-12);
    }

    [Theory]
    [InlineData(FreezeMode.None)]
    [InlineData(FreezeMode.Body)]
    public void OverfitBatch_NetThatCanLearn_LearnsItByHeart(FreezeMode freeze)
    {
        string[] before = Everything();
        Experiment experiment = SmallRuns.Experiment(freeze: freeze);
        experiment = experiment with { Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 1e-3, To = 1e-3 }, MixUp = 0 } };
        if (freeze == FreezeMode.Body)
        {
            experiment = experiment with { Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 0.1, To = 0.1 }, Standardise = true } };
        }

        IReadOnlyList<LogRow> log = TrainingRehearsal.OverfitBatch(experiment, _drawn.Path, null, 40, TimeProvider.System, null, TestContext.Current.CancellationToken);

        Assert.Equal(40, log.Count);
        Assert.InRange(log[^1].TrainingLoss, 0, 0.1 * log[0].TrainingLoss);
        Assert.Equal(before, Everything());
    }

    /// <summary>Each of these alone would keep the loss from its floor.</summary>
    [Fact]
    public void OverfitBatch_SmoothedMixedAndDropped_LeavesThoseOut()
    {
        Experiment experiment = SmallRuns.Experiment();
        experiment = experiment with
        {
            Model = experiment.Model with { Dropout = 0.9 },
            Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 1e-3, To = 1e-3 }, LabelSmoothing = 0.5, MixUp = 1, CutMix = 1 },
        };

        IReadOnlyList<LogRow> log = TrainingRehearsal.OverfitBatch(experiment, _drawn.Path, null, 20, TimeProvider.System, null, TestContext.Current.CancellationToken);

        Assert.InRange(log[^1].TrainingLoss, 0, 0.1 * log[0].TrainingLoss);
        Assert.Equal(BatchVerdict.Learnt, TrainingRehearsal.Judge(log));
    }

    [Theory]
    [InlineData(2, 0.19, BatchVerdict.Learnt)]
    [InlineData(0.06, 0.04, BatchVerdict.Learnt)]
    [InlineData(2, 0.9, BatchVerdict.Falling)]
    [InlineData(2, 1.1, BatchVerdict.Stuck)]
    [InlineData(2, 9, BatchVerdict.Stuck)]
    public void Judge_FirstAndLastLoss_GiveTheVerdict(double first, double last, BatchVerdict expected) =>
        Assert.Equal(expected, TrainingRehearsal.Judge([.. new[] { first, 3, last }.Select((loss, i) => new LogRow(i + 1, 0, 1e-3, loss, 0, null, null, 1))]));

    [Theory]
    [InlineData(FreezeMode.None)]
    [InlineData(FreezeMode.Body)]
    public void DryRun_GoesTheWholeWayAndLeavesNothing(FreezeMode freeze)
    {
        string[] before = Everything();

        (IReadOnlyList<LogRow> log, IReadOnlyList<string> files) = TrainingRehearsal.DryRun(
            SmallRuns.Experiment(freeze: freeze), _drawn.Path, null, TimeProvider.System, null, TestContext.Current.CancellationToken);

        Assert.InRange(log.Count, 2, 4); // two batches of pictures in up to two buckets
        Assert.NotNull(log[^1].ValidationLoss);
        Assert.Contains("model.safetensors", files);
        Assert.Contains("checkpoint.safetensors", files);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void Estimate_SmallRun_CountsWhatTheRunWillDo()
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 1.5, FreezeMode.Front);
        double held = Environment.WorkingSet / 1048576.0; // by the tests before

        RunEstimate estimate = RunEstimator.Estimate(experiment, _drawn.Path, null, TestContext.Current.CancellationToken);

        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _drawn.Path, _drawn.At("estimated"));
        Assert.Equal(log.Count, estimate.Steps);
        Assert.Equal((11_178_051, 8_395_267), (estimate.Parameters, estimate.LearningParameters)); // by hand: ResNet-18 of 3 classes; layer4 and fc
        Assert.Equal(new FileInfo(_drawn.At("estimated/checkpoint.safetensors")).Length / 1048576.0, estimate.CheckpointMiB, 0.3);
        Assert.InRange(estimate.Seconds, 0.01, 600);
        Assert.InRange(estimate.MemoryMiB, 50, held + 3000);
    }

    [Fact]
    public void Estimate_StepOfMoreThanAnEpoch_HasTheEpochsPictures()
    {
        Experiment experiment = SmallRuns.Experiment();
        RunEstimate estimate = RunEstimator.Estimate(
            experiment with { Training = experiment.Training with { Accumulate = 1000 } }, _drawn.Path, null, TestContext.Current.CancellationToken);

        Assert.InRange(estimate.Steps * estimate.StepSeconds, 0, 1.001 * estimate.Seconds);
    }

    [Fact]
    public void Estimate_HeadAlone_DoesNotMultiplyAStepByItsBatch()
    {
        RunEstimate Of(int batch)
        {
            Experiment experiment = SmallRuns.Experiment(freeze: FreezeMode.Body);
            return RunEstimator.Estimate(experiment with { Training = experiment.Training with { Batch = batch } }, _drawn.Path, null, TestContext.Current.CancellationToken);
        }

        Assert.InRange(Of(30).StepSeconds / Of(1).StepSeconds, 0, 8); // rows of 512 numbers cost next to nothing
    }

    private string[] Everything() => [.. Directory.EnumerateFiles(_drawn.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static RateTrial Trial(double loss) => new(1e-3, loss, loss);
}
