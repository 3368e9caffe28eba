using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Cluster.Ranks;

/// <summary>A step that the ranks share, against the same step in one process, which the first of them makes by itself.</summary>
internal static class Gradients
{
    private const double Rate = 0.05;
    private static readonly CountryCode[] Countries = [.. new[] { "HU", "JP", "ZA" }.Select(CountryCode.Parse)];

    /// <summary>A line of every rank for every exercise: name, the weights' digest; of the first also the largest error of a tensor in parts of its norm, that of the statistics, the loss's.</summary>
    public static void Compare(IRanks ranks)
    {
        TorchRuntime.Start(threads: 1);
        foreach (Exercise exercise in Exercise.All)
        {
            using DisposeScope scope = NewDisposeScope();
            Made? alone = ranks.Leads() ? Make(exercise, OneRank.Instance, exercise.Options.BatchNorms == NormStatistics.Local ? ranks.Count : 1) : null;
            Made shared = Make(exercise, ranks, 1);
            if (alone is null)
            {
                Console.WriteLine($"{exercise.Name}|{shared.Digest}");
                continue;
            }

            double nothing = exercise.Double ? 1e-12 : 1e-6;
            double worst = Worst(alone.Gradients, shared.Gradients, nothing);
            double statistics = Worst(alone.Statistics, shared.Statistics, nothing);
            Console.WriteLine(FormattableString.Invariant(
                $"{exercise.Name}|{shared.Digest}|{worst:E2}|{statistics:E2}|{Math.Abs(alone.Loss - shared.Loss) / alone.Loss:E2}"));
        }
    }

    /// <summary>Makes the step.</summary>
    /// <param name="exercise">What of.</param>
    /// <param name="ranks">Who shares it.</param>
    /// <param name="apart">
    /// How many parts of a batch go through the net one after the other, as those of as many ranks: normalisations see each by itself, and begin each with the same running
    /// statistics, of which the mean is kept.
    /// </param>
    private static Made Make(Exercise exercise, IRanks ranks, int apart)
    {
        ScalarType type = exercise.Double ? ScalarType.Float64 : ScalarType.Float32;
        set_default_dtype(type);
        using Generator generator = random.manual_seed(3);
        using Net net = NetCatalogue.Build(exercise.Net, inputs => new Head(inputs, [Countries.Length]));
        net.ComputeType = type;
        var targets = new LossTargets(exercise.Options, Countries, [8, 4, 2]);
        var learning = LearningPlan.Of(net, exercise.Options);
        using var engine = new StepEngine(net, new GivenTask(net, exercise.Kind), learning, targets, exercise.Options, steps: 1, ranks);
        learning.Apply(net, 0, 1, always: true);
        net.train();
        engine.Parameters.ClearGradients();
        bool mirrored = exercise.Options.MixUp > 0;
        BatchShare[] shares = apart == 1 ? [new(ranks.Rank, ranks.Count, mirrored)] : [.. Enumerable.Range(0, apart).Select(part => new BatchShare(part, apart, mirrored))];
        Tensor[] running = [.. net.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => b.buffer)];
        Tensor[] before = [.. running.Select(r => r.clone())];
        Tensor[] sums = [.. running.Select(r => zeros_like(r))];
        Tensor inputs = exercise.Inputs();
        int start = 0;
        foreach ((int index, int count) in exercise.Pictures.Index())
        {
            foreach (BatchShare share in shares)
            {
                int[] own = [.. share.Of([.. Enumerable.Range(start, count)])];
                using var batch = new LabelledBatch(
                    own.Length == 0 ? inputs.narrow(0, 0, 0) : inputs.index_select(0, tensor(Array.ConvertAll(own, i => (long)i))),
                    own.Length == 0 ? zeros([0], dtype: ScalarType.Int64) : tensor(Array.ConvertAll(own, i => (long)(i * i % 3))),
                    own);
                engine.Add(batch, 0, last: index == exercise.Pictures.Length - 1 && share == shares[^1]);
                if (apart > 1)
                {
                    EndPart(running, before, sums);
                }
            }

            start += count;
        }

        if (apart > 1)
        {
            foreach ((Tensor statistic, Tensor sum) in running.Zip(sums))
            {
                statistic.copy_(sum / apart);
            }
        }

        // The engine divides by the first batch's weight, and makes up for it as it moves.
        using Tensor means = engine.Parameters.Gradients * (engine.Sums.FirstWeight / engine.Sums.Weight);
        double[][] gradients = [.. engine.Parameters.Segments.Select(s => Numbers(means.narrow(0, s.Offset, s.Count)))];
        double loss = engine.Sums.MeanLoss;
        engine.Move(Rate);
        double[][] statistics = [.. net.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => Numbers(b.buffer))];
        return new Made(gradients, statistics, loss, WeightDigest.Of(net, engine.Parameters));
    }

    private static void EndPart(Tensor[] running, Tensor[] before, Tensor[] sums)
    {
        using var _ = no_grad();
        for (int i = 0; i < running.Length; i++)
        {
            sums[i].add_(running[i]);
            running[i].copy_(before[i]);
        }
    }

    private static double[] Numbers(Tensor values) => values.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>
    /// The largest error of a tensor in parts of its norm. One whose norm is nothing beside all others' is zero but for
    /// rounding, as the gradient of what shifts the input of a normalisation: it must be so on both sides.
    /// </summary>
    private static double Worst(double[][] expected, double[][] actual, double nothing)
    {
        double least = nothing * expected.Max(Norm);
        return expected.Zip(actual, (e, a) => Math.Max(Norm(e), Norm(a)) <= least ? 0 : Norm([.. e.Zip(a, (x, y) => x - y)]) / Norm(e)).Max();
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));

    private sealed record Made(double[][] Gradients, double[][] Statistics, double Loss, string Digest);
}
