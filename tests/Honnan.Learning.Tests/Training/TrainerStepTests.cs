using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

/// <summary>What a step does, on batches that are the test's own.</summary>
public sealed class TrainerStepTests : IDisposable
{
    private static readonly CountryCode[] Countries = [.. new[] { "HU", "JP", "ZA" }.Select(CountryCode.Parse)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Weighted and clipped, so that the mean must be taken over all batches of the step before the norm.
    [Fact]
    public void Run_ThreeUnequalBatchesAStep_LearnsAsFromOneBig_WithFrozenNormalisations()
    {
        TrainingOptions options = Options with { ClipNorm = 0.5, ClassWeights = ClassWeighting.Inverse };

        (IReadOnlyList<LogRow> big, float[] expected) = Train(options, [12, 12]);
        (IReadOnlyList<LogRow> small, float[] actual) = Train(options with { Accumulate = 3 }, [5, 4, 3, 5, 4, 3]);

        Assert.Equal(big.Select(r => r.Step), small.Select(r => r.Step));
        foreach ((LogRow a, LogRow b) in big.Zip(small))
        {
            Assert.Equal(a.TrainingLoss, b.TrainingLoss, 1e-4 * a.TrainingLoss);
            Assert.Equal(a.TrainingTop1, b.TrainingTop1, 1e-12);
        }

        float scale = expected.Max(MathF.Abs);
        Assert.InRange(expected.Zip(actual, (e, a) => MathF.Abs(e - a)).Max(), 0, 1e-4f * scale);
        (_, float[] unclipped) = Train(options with { ClipNorm = null }, [12, 12]);
        Assert.True(expected.Zip(unclipped, (e, a) => MathF.Abs(e - a)).Max() > 1e-2f * scale); // the clip does something
    }

    [Fact]
    public void Run_EpochThatDoesNotDivide_EndsWithASmallerStep()
    {
        (IReadOnlyList<LogRow> log, _) = Train(Options with { Accumulate = 2, Epochs = 2 }, [4, 4, 4]);
        Assert.Equal([1, 2, 3, 4], log.Select(r => r.Step));
        Assert.Equal(2, log[^1].Epoch, 1e-12);
    }

    // Nothing is frozen here: the normalisations learn from every batch as it comes, before the step is made.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Run_StoppedInsideAStepOfSeveralBatches_GoesOnToTheSameWeightsAndStatistics(int batch)
    {
        TrainingOptions options = Options with { Accumulate = 3, Frozen = [] };
        int[] batches = [4, 4, 4, 4, 4, 4];
        (_, float[] expected) = Train(options, batches);
        RunFolder run = RunFolder.Open(_folder.At("stopped"), false, false);
        using var stop = new CancellationTokenSource();
        Action<int> stopAt = given =>
        {
            if (given == batch)
            {
                stop.Cancel();
            }
        };

        if (batch < 3)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Train(options, batches, run, resume: false, stopAt, stop.Token));
            Assert.Equal("1", Checkpoint(run));
        }
        else
        {
            Train(options, batches, run, resume: false, stopAt, stop.Token); // the step is the last one, and is ended
        }

        (_, float[] actual) = Train(options, batches, run, resume: true, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected, actual);
    }

    private static string Checkpoint(RunFolder run)
    {
        using var file = Learning.Weights.WeightsFile.Open(run.Checkpoint);
        return (string)file.Metadata["step"]!;
    }

    private static TrainingOptions Options => SmallRuns.Experiment(epochs: 1).Training with
    {
        LearningRate = new LearningRateOptions { From = 0.02, To = 0.02 },
        Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9 },
        Frozen = [new() { Pattern = "*bn?.*" }, new() { Pattern = "*.downsample.1.*" }],
    };

    private (IReadOnlyList<LogRow> Log, float[] Weights) Train(TrainingOptions options, int[] batches) =>
        Train(options, batches, RunFolder.Open(_folder.At($"{Guid.NewGuid()}"), false, false), resume: false, null, TestContext.Current.CancellationToken);

    private static (IReadOnlyList<LogRow> Log, float[] Weights) Train(
        TrainingOptions options, int[] batches, RunFolder run, bool resume, Action<int>? given, CancellationToken stop)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", Countries.Length);
        using var targets = new LossTargets(options, Countries, [8, 4, 2]);
        using IDisposable claim = run.Claim();
        var trainer = new Trainer(
            net, new GivenBatches(net, batches, options.Recompute, given), LearningPlan.Of(net, options), targets, options, run, "a test", (_, _) => { }, TimeProvider.System, null);
        IReadOnlyList<LogRow> log = trainer.Run(resume, stop);
        IEnumerable<Tensor> learnt = net.parameters().Concat(net.named_buffers().Select(b => b.buffer)).Select(t => t.detach().to_type(ScalarType.Float32));
        return (log, [.. learnt.SelectMany(t => t.contiguous().data<float>().ToArray())]);
    }

    /// <summary>Pictures by the reference's formula, the same ones in the same order however they are parted.</summary>
    private sealed class GivenBatches(Net net, int[] batches, bool recompute, Action<int>? given) : ITrainingTask
    {
        public int TrainingPictures => batches.Sum();

        public int ValidationPictures => 0;

        public int BatchesOf(int epoch) => batches.Length;

        public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
        {
            int start = batches.Take(firstBatch).Sum();
            foreach ((int index, int count) in batches.Index().Skip(firstBatch))
            {
                given?.Invoke(index);
                stop.ThrowIfCancellationRequested(); // as the loader does
                using Tensor all = FormulaNets.Picture("given", [24, 3, 32, 64]);
                int[] samples = [.. Enumerable.Range(start, count)];
                yield return new LabelledBatch(
                    all.narrow(0, start, count).clone().DetachFromDisposeScope(),
                    tensor([.. samples.Select(i => (long)(i * i % 3))]).DetachFromDisposeScope(),
                    samples);
                start += count;
            }
        }

        public ForwardPass Forward(Tensor inputs) => net.Pass(inputs, recompute ? PassKind.Recomputed : PassKind.Plain);

        public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => [];

        public string Describe(LabelledBatch batch) => "given";

        public IDisposable? Prepare() => null;
    }
}
