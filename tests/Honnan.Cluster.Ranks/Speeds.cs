using System.Diagnostics;
using System.Globalization;
using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Cluster.Ranks;

/// <summary>
/// Seconds of ResNet-50's steps and of the exchange of its gradients, as training makes them; the first rank writes a line of
/// them for every round. A time is from when all ranks begin until the last one ends.
/// </summary>
internal static class Speeds
{
    private const string NetName = "resnet50";
    private const int Height = 256;
    private const int Width = 594;
    private static readonly CountryCode[] Countries = [.. Data.Geography.Countries.All.Select(c => c.Code).Take(56)];

    // Normalisations keep their statistics: the ranks exchange gradients alone.
    private static readonly TrainingOptions Options = Exercise.Frozen with { ClassWeights = ClassWeighting.None };

    /// <summary>A line a round: the seconds of an exchange of all gradients with nothing beside it, and how many numbers each of its buckets has.</summary>
    public static void Exchange(IRanks ranks, int rounds)
    {
        TorchRuntime.Start(threads: 1);
        using Net net = Build();
        using StepEngine engine = EngineOf(net, ranks, KindOf(ranks));
        var exchange = new GradientExchange(net, engine.Parameters, ranks, Options.Exchange);
        for (int round = 0; round <= rounds; round++)
        {
            Tell(ranks, round, [Seconds(ranks, exchange.End), .. exchange.Buckets.Select(count => (double)count)]);
        }
    }

    /// <summary>A line a round: the seconds of a sum of so many float32 numbers, in one piece.</summary>
    public static void Sum(IRanks ranks, int rounds, int numbers)
    {
        using Tensor values = zeros(numbers);
        for (int round = 0; round <= rounds; round++)
        {
            Tell(ranks, round, Seconds(ranks, () => ranks.BeginSum(TensorMemory.Address(values), numbers, NumberType.Float32).Wait()));
        }
    }

    /// <summary>A line a round: the seconds of forward and backward without an exchange, of an exchange alone, and of forward and backward with it; then the first rank's processor seconds of the first and the last.</summary>
    public static void Overlap(IRanks ranks, int rounds, int pictures)
    {
        TorchRuntime.Start(threads: 1);
        using Net alone = Build();
        using Net shared = Build();
        using StepEngine aloneEngine = EngineOf(alone, OneRank.Instance, PassKind.Segmented);
        using StepEngine sharedEngine = EngineOf(shared, ranks, PassKind.Segmented);
        var exchange = new GradientExchange(shared, sharedEngine.Parameters, ranks, Options.Exchange);
        for (int round = 0; round <= rounds; round++)
        {
            double before = ProcessorSeconds();
            double computing = Seconds(ranks, () => Add(aloneEngine, pictures));
            double processorAlone = ProcessorSeconds() - before;
            double exchanging = Seconds(ranks, exchange.End);
            before = ProcessorSeconds();
            double both = Seconds(ranks, () => Add(sharedEngine, pictures));
            Tell(ranks, round, computing, exchanging, both, processorAlone, ProcessorSeconds() - before);
        }
    }

    /// <summary>A line a round: the seconds of a whole step of this many pictures on every rank, with the optimiser's move.</summary>
    public static void Step(IRanks ranks, int rounds, int pictures, int threads)
    {
        TorchRuntime.Start(threads);
        using Net net = Build();
        using StepEngine engine = EngineOf(net, ranks, KindOf(ranks));
        for (int round = 0; round <= rounds; round++)
        {
            Tell(ranks, round, Seconds(ranks, () =>
            {
                Add(engine, pictures);
                engine.Move(1e-6);
            }));
        }
    }

    private static Net Build()
    {
        using Generator generator = random.manual_seed(3);
        Net net = NetCatalogue.Build(NetName, inputs => new Head(inputs, [1000, 300, Countries.Length]));
        net.train();
        return net;
    }

    // As PictureTask does.
    private static PassKind KindOf(IRanks ranks) => ranks.Count > 1 ? PassKind.Segmented : PassKind.Plain;

    private static StepEngine EngineOf(Net net, IRanks ranks, PassKind kind)
    {
        var learning = LearningPlan.Of(net, Options);
        var targets = new LossTargets(Options, Countries, [.. Countries.Select(_ => 1)]);
        var engine = new StepEngine(net, new GivenTask(net, kind), learning, targets, Options, steps: 1, ranks);
        learning.Apply(net, 0, 1, always: true);
        net.train();
        engine.Parameters.ClearGradients();
        return engine;
    }

    private static void Add(StepEngine engine, int pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = random.manual_seed(1);
        using var batch = new LabelledBatch(
            rand(pictures, 3, Height, Width), randint(0, Countries.Length, [pictures]), [.. Enumerable.Range(0, pictures)]);
        engine.Sums.Clear();
        engine.Add(batch, 0);
    }

    private static double ProcessorSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    private static double Seconds(IRanks ranks, Action work)
    {
        ranks.Any(false);
        long begin = Stopwatch.GetTimestamp();
        work();
        ranks.Any(false);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    // The first round is one to warm up with.
    private static void Tell(IRanks ranks, int round, params double[] seconds)
    {
        if (round > 0 && ranks.Leads())
        {
            Console.WriteLine(string.Join(' ', seconds.Select(s => s.ToString("F6", CultureInfo.InvariantCulture))));
        }
    }
}
