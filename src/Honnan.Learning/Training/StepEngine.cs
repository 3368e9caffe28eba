using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>What a step does, apart from where its batches come from and what becomes of it: forward, backward, the optimiser's move, the averaged weights.</summary>
internal sealed class StepEngine : IDisposable
{
    private const double ClipEpsilon = 1e-6; // torch's: no division by zero

    private readonly ITrainingTask _task;
    private readonly LossTargets _targets;
    private readonly TrainingOptions _options;
    private readonly BatchMixer _mixer;
    private readonly Device _device;
    private readonly IRanks _ranks;
    private readonly GradientExchange? _exchange;
    private readonly LocalStatistics? _statistics;

    /// <summary>Lays the memory of a run out: everything that learns at any time of it is thawed.</summary>
    /// <param name="net">Stays the caller's.</param>
    /// <param name="task">How a batch becomes logits.</param>
    /// <param name="learning">What learns.</param>
    /// <param name="targets">What is wanted; stays the caller's.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="steps">Of the run.</param>
    /// <param name="ranks">Who shares every batch; null for this process alone.</param>
    public StepEngine(
        Net net, ITrainingTask task, LearningPlan learning, LossTargets targets, TrainingOptions options, long steps, IRanks? ranks = null)
    {
        _ranks = ranks ?? OneRank.Instance;
        (_task, _targets, _options, _mixer, _device) = (task, targets, options, new BatchMixer(options), net.Device);
        learning.ThawAll(net);
        Parameters = new FlatParameters(net.named_parameters().Select(p => (p.name, p.parameter)), net.Layout);
        Optimizer = learning.Optimizer(Parameters, steps);
        Average = options.Ema > 0 ? new WeightAverage(net, Parameters, options.Ema) : null;
        if (_ranks.Count > 1)
        {
            _exchange = new GradientExchange(net, Parameters, _ranks, options.Exchange);
            _statistics = options.BatchNorms == NormStatistics.Local ? new LocalStatistics(net, _ranks) : null;
            LocalStatistics.Synchronise(net, options.BatchNorms == NormStatistics.Synchronised ? _ranks : null);
        }
    }

    /// <summary>What learns at any time of the run; this object's own.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>What moves it; this object's own.</summary>
    public FlatOptimizer Optimizer { get; }

    /// <summary>The averaged weights, where the options ask for them; this object's own.</summary>
    public WeightAverage? Average { get; }

    /// <summary>What the batches of the step under way add up to.</summary>
    public StepSums Sums { get; } = new();

    /// <summary>What this rank's part of the last batch adds to the loss.</summary>
    public double OwnLoss { get; private set; }

    /// <summary>All that is remembered from step to step beside the net, by the names that checkpoints have.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => Optimizer.State.Concat(Average?.State ?? []);

    /// <summary>Forward and backward: the batch's gradients are added to those of the step.</summary>
    /// <param name="batch">This rank's part of it, which may be empty.</param>
    /// <param name="step">From 0.</param>
    /// <param name="last">Whether the step has no batch behind this one: the ranks then begin to exchange what is complete.</param>
    public void Add(LabelledBatch batch, long step, bool last = true)
    {
        // Dropout draws from libtorch's generator; seeded by the step, a resumed run draws the same. Every rank draws its own.
        long seed = Mix(_options.Seed, step) + Sums.Batches;
        using Generator generator = random.manual_seed(_ranks.Rank == 0 ? seed : Mix(seed, _ranks.Rank));
        Tensor inputs = batch.Inputs.to(_device);
        Tensor wanted = _targets.Of(batch.Labels, inputs.dtype, _device); // [N,classes]
        if (_mixer.Mixes)
        {
            (inputs, wanted) = _mixer.Mix(inputs, wanted, seed);
        }

        using ForwardPass pass = _task.Forward(inputs);
        Tensor logits = pass.Logits; // [N,classes]
        Tensor loss = (logits.log_softmax(1) * wanted).sum().neg();
        Span<double> sums = [loss.ToDouble(), wanted.sum().ToDouble(), logits.argmax(1).cpu().eq(batch.Labels).sum().ToInt64(), batch.Count];
        OwnLoss = sums[0];
        _ranks.Sum(sums);
        Sums.Add(sums[0], sums[1], (long)sums[2], (int)sums[3]);

        // Divided by the first batch's weight, so that a step of one batch has the mean's gradient as it is. The number is
        // held by name: one converted on the spot may be collected while libtorch still reads it.
        using Scalar first = Sums.FirstWeight.ToScalar();
        pass.Backward(loss.div(first), last && _exchange is { } exchange ? exchange.Reached : null);
        if (last)
        {
            _exchange?.End();
        }
    }

    /// <summary>Ends the step: the optimiser moves the parameters by the gradients of all its batches, which are cleared.</summary>
    public void Move(double rate)
    {
        // Of one rank, as another's processor may add up the norm in another order.
        Optimizer.Step(rate, _ranks.Tell(0, GradientFactor()));
        Parameters.ClearGradients();
        _statistics?.Average();
        Average?.Update(Optimizer.Steps);
    }

    /// <summary>Frees what is this object's own, but for gradients that an exchange still writes to.</summary>
    public void Dispose()
    {
        Average?.Dispose();
        Optimizer.Dispose();
        if (_exchange?.Abandon() != true)
        {
            Parameters.Dispose();
        }
    }

    /// <summary>What the gradients of a step are multiplied by: the mean over all its pictures, and clipped.</summary>
    private double GradientFactor()
    {
        double mean = Sums.FirstWeight / Sums.Weight;
        return _options.ClipNorm is { } most
            ? mean * Math.Min(1, most / ((mean * Parameters.GradientNorm) + ClipEpsilon))
            : mean;
    }

    /// <summary>Two numbers mixed to one seed (SplitMix64's finaliser).</summary>
    private static long Mix(long seed, long step)
    {
        ulong z = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) + (ulong)step);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (long)((z ^ (z >> 31)) >> 1);
    }
}
