using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Tests.Ranks;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

/// <summary>What goes wrong among ranks, which are threads here.</summary>
public sealed class RankedTrainerTests : IDisposable
{
    private const int Batch = 8;
    private const int Batches = 3;
    private static readonly CountryCode[] Countries = [.. new[] { "HU", "JP", "ZA" }.Select(CountryCode.Parse)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_LossThatIsNotFiniteOnOneRank_NamesItAndGoesOnWithoutAnotherCheckpoint()
    {
        (Exception? Error, bool Dissolved)[] ends = ThreadRanks.Run(2, ranks => Train(ranks, resume: false, (batch, _) => ranks.Rank == 1 && batch == 2));

        var error = Assert.IsType<InputException>(ends[1].Error);
        Assert.StartsWith("rank 1: the loss is NaN at step 3 with learning rate 0.02, on pictures 20, 21, 22, 23; ", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("rank 1: ", Assert.IsType<OtherRankException>(ends[0].Error).Message, StringComparison.Ordinal);

        var seen = new bool?[2];
        ends = ThreadRanks.Run(2, ranks => Train(ranks, resume: true, (batch, run) =>
        {
            Assert.Equal(2, batch);
            seen[ranks.Rank] = File.Exists(run.Checkpoint);
            return false;
        }));

        Assert.All(ends, end => Assert.Null(end.Error));
        Assert.Equal((bool?[])[true, false], seen); // the other rank has loaded its copy, and keeps none
    }

    /// <summary>A signal may reach one rank alone, or some later than others.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Run_ToldToStopOnOneRank_StopsOnAllAfterTheSameStep(int told)
    {
        using var stop = new CancellationTokenSource();

        (Exception? Error, bool Dissolved)[] ends = ThreadRanks.Run(2, ranks => Train(
            ranks, resume: false, (batch, _) => ranks.Rank == told && batch == 1 && Stopped(stop), stop: ranks.Rank == told ? stop.Token : CancellationToken.None));

        Assert.All(ends, end => Assert.IsType<OperationCanceledException>(end.Error));
        var next = new int?[2];
        ends = ThreadRanks.Run(2, ranks => Train(ranks, resume: true, (batch, _) =>
        {
            next[ranks.Rank] ??= batch;
            return false;
        }));
        Assert.All(ends, end => Assert.Null(end.Error));
        Assert.Equal((int?[])[2, 2], next);

        static bool Stopped(CancellationTokenSource stop)
        {
            stop.Cancel();
            return false;
        }
    }

    [Fact]
    public void Run_ValidationThatIsNotFinite_EndsAllRanksWithOneWord()
    {
        (Exception? Error, bool Dissolved)[] ends = ThreadRanks.Run(
            2, ranks => Train(ranks, resume: false, (_, _) => false, validated: [new("a", 0, [1, 0, 0], 0), new("b", 0, [1, 0, 0], double.NaN)]));

        Assert.Equal(
            "rank 0: the validation loss is NaN after step 3 with learning rate 0.02: the logits of b are not finite; try a lower learning rate",
            Assert.IsType<InputException>(ends[0].Error).Message);
        Assert.StartsWith("rank 0: the validation loss ", Assert.IsType<OtherRankException>(ends[1].Error).Message, StringComparison.Ordinal);
        Assert.All(ends, end => Assert.True(end.Dissolved));
    }

    /// <summary>One rank's bad numbers are in all ranks' statistics, and so in all their losses.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Run_LossThatIsNotFiniteThroughSharedStatistics_NamesTheRankWhereItBegan(int spoiling)
    {
        TrainingOptions options = Options with { Frozen = [] };

        (Exception? Error, bool Dissolved)[] ends = ThreadRanks.Run(3, ranks => Train(ranks, resume: false, (batch, _) => ranks.Rank == spoiling && batch == 1, options));

        Assert.StartsWith($"rank {spoiling}: the loss is NaN at step 2 ", Assert.IsType<InputException>(ends[spoiling].Error).Message, StringComparison.Ordinal);
        Assert.All(ends.Where((_, rank) => rank != spoiling), end => Assert.StartsWith($"rank {spoiling}: ", Assert.IsType<OtherRankException>(end.Error).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ExchangeType.Float32)]
    [InlineData(ExchangeType.Bfloat16)]
    public void Dispose_WhileASumIsUnderWay_LeavesWhatItWritesTo(ExchangeType exchange)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", Countries.Length);
        TrainingOptions options = Options with { Exchange = exchange };
        using var targets = new LossTargets(options, Countries, [8, 4, 2]);
        var ranks = new StuckRanks();
        var engine = new StepEngine(net, new Parts(net, ranks, _ => false), LearningPlan.Of(net, options), targets, options, steps: 1, ranks);
        net.train();
        using LabelledBatch batch = new Parts(net, ranks, _ => false).Training(0, 0, CancellationToken.None).First();

        Assert.Throws<TimeoutException>(() => engine.Add(batch, 0));
        engine.Dispose();
        var idle = new StepEngine(net, new Parts(net, ranks, _ => false), LearningPlan.Of(net, options), targets, options, steps: 1, ranks);
        idle.Dispose();

        Assert.True(ranks.Sums > 0);
        Assert.False(engine.Parameters.Gradients.IsInvalid);
        Assert.True(idle.Parameters.Gradients.IsInvalid);
    }

    private static TrainingOptions Options => SmallRuns.Experiment(epochs: 1).Training with
    {
        CheckpointEvery = 2,
        LearningRate = new LearningRateOptions { From = 0.02, To = 0.02 },
        Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9 },
        Frozen = [new() { Pattern = "*bn?.*" }, new() { Pattern = "*.downsample.1.*" }],
    };

    private void Train(IRanks ranks, bool resume, Func<int, RunFolder, bool> spoils, TrainingOptions? given = null, CancellationToken? stop = null, params ValidatedPicture[] validated)
    {
        TrainingOptions options = given ?? Options;
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", Countries.Length);
        using var targets = new LossTargets(options, Countries, [8, 4, 2]);
        using var folder = new RankFolder(ranks, ranks.Leads() ? RunFolder.Open(_folder.At("run"), resume, force: false) : null);
        using IDisposable claim = folder.Run.Claim();
        File.WriteAllText(folder.Run.Experiment, "{}"); // which tells a run's folder
        folder.Share(ranks);
        var trainer = new Trainer(
            net, new Parts(net, ranks, batch => spoils(batch, folder.Run), validated), LearningPlan.Of(net, options), targets, options, folder.Run, "a test", (_, _) => { }, TimeProvider.System, null, ranks);
        trainer.Run(resume, stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>A rank's parts of three batches of eight pictures, which may be spoilt.</summary>
    private sealed class Parts(Net net, IRanks ranks, Func<int, bool> spoils, params ValidatedPicture[] validated) : ITrainingTask
    {
        public int TrainingPictures => Batches * Batch;

        public int ValidationPictures => validated.Length;

        public int BatchesOf(int epoch) => Batches;

        public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
        {
            for (int index = firstBatch; index < Batches; index++)
            {
                int[] own = [.. new BatchShare(ranks.Rank, ranks.Count, Mirrored: false).Of([.. Enumerable.Range(index * Batch, Batch)])];
                using Tensor all = FormulaNets.Picture("given", [Batches * Batch, 3, 32, 64]);
                Tensor inputs = all.narrow(0, own[0], own.Length).clone().DetachFromDisposeScope();
                yield return new LabelledBatch(
                    spoils(index) ? inputs.fill_(double.NaN) : inputs,
                    tensor([.. own.Select(i => (long)(i * i % 3))]).DetachFromDisposeScope(),
                    own);
            }
        }

        public ForwardPass Forward(Tensor inputs) => net.Pass(inputs, PassKind.Plain);

        public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => validated;

        public string Describe(LabelledBatch batch) => $"pictures {string.Join(", ", batch.Samples)}";

        public IDisposable? Prepare() => null;
    }

    /// <summary>One of two ranks, of which the other never comes.</summary>
    private sealed class StuckRanks : IRanks, IPendingSum
    {
        public int Rank => 0;

        public int Count => 2;

        public HostShare Host => HostShare.Whole;

        public int Sums { get; private set; }

        public void Sum(Span<double> values)
        {
        }

        public void Broadcast(Span<byte> values, int from)
        {
        }

        public IPendingSum BeginSum(nint address, int count, NumberType type)
        {
            Sums++;
            return this;
        }

        public void Settle()
        {
        }

        public void Dissolve()
        {
        }

        public void Advance()
        {
        }

        public void Wait() => throw new TimeoutException();
    }
}
