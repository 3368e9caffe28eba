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
    private readonly Net _net;
    private double _ownLoss;

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
        (_net, _task, _targets, _options, _mixer, _device) = (net, task, targets, options, new BatchMixer(options), net.Device);
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

    /// <summary>What of the net is no longer finite, for a message; null while all is.</summary>
    public string? Spoilt =>
        !Parameters.AreFinite ? "the weights"
        : _net.named_buffers().Any(b => IsStatistics(b.name) && !IsFinite(b.buffer)) ? "the normalisations' running statistics" // which training does not use
        : null;

    /// <summary>All that is remembered from step to step beside the net, by the names that checkpoints have.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => Optimizer.State.Concat(Average?.State ?? []);

    /// <summary>Forward and backward: the batch's gradients are added to those of the step.</summary>
    /// <param name="batch">This rank's part of it, which may be empty.</param>
    /// <param name="step">From 0.</param>
    /// <param name="last">Whether the step has no batch behind this one: the ranks then begin to exchange what is complete.</param>
    public void Add(LabelledBatch batch, long step, bool last = true)
    {
        (Tensor inputs, Tensor wanted) = Draw(batch, step, Sums.Batches);
        using ForwardPass pass = _task.Forward(inputs);
        Tensor logits = pass.Logits; // [N,classes]
        Tensor loss = LossOf(logits, wanted);
        Span<double> sums = [loss.ToDouble(), wanted.sum().ToDouble(), logits.argmax(1).cpu().eq(batch.Labels).sum().ToInt64(), batch.Count];
        _ownLoss = sums[0];
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

    /// <summary>
    /// Whether a loss that is not finite began with this rank's part of the last batch. Normalisations by the statistics of all
    /// ranks' pictures carry it to every rank: each part then goes through the net again, by its own. Only for a run that ends here, as this
    /// moves running statistics.
    /// </summary>
    /// <param name="batch">That part.</param>
    /// <param name="step">From 0.</param>
    public bool HasSpoilt(LabelledBatch batch, long step)
    {
        if (double.IsFinite(_ownLoss) || _exchange is null || _options.BatchNorms != NormStatistics.Synchronised)
        {
            return !double.IsFinite(_ownLoss);
        }

        LocalStatistics.Synchronise(_net, null);
        (Tensor inputs, Tensor wanted) = Draw(batch, step, Sums.Batches - 1);
        using ForwardPass pass = _task.Forward(inputs);
        return !double.IsFinite(LossOf(pass.Logits, wanted).ToDouble());
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

    /// <summary>What goes into the net and what is wanted of it, mixed where the options ask for it; dropout is seeded for it.</summary>
    private (Tensor Inputs, Tensor Wanted) Draw(LabelledBatch batch, long step, int batches)
    {
        // Dropout draws from libtorch's generator; seeded by the step, a resumed run draws the same. Every rank draws its own.
        long seed = Mix(_options.Seed, step) + batches;
        using Generator generator = random.manual_seed(_ranks.Rank == 0 ? seed : Mix(seed, _ranks.Rank));
        Tensor inputs = batch.Inputs.to(_device);
        Tensor wanted = _targets.Of(batch.Labels, inputs.dtype, _device); // [N,classes]
        return _mixer.Mixes ? _mixer.Mix(inputs, wanted, seed) : (inputs, wanted);
    }

    /// <summary>The sum of the losses of [N,classes], each times how much its picture counts.</summary>
    private static Tensor LossOf(Tensor logits, Tensor wanted) => (logits.log_softmax(1) * wanted).sum().neg();

    /// <summary>What the gradients of a step are multiplied by: the mean over all its pictures, and clipped.</summary>
    private double GradientFactor()
    {
        double mean = Sums.FirstWeight / Sums.Weight;
        return _options.ClipNorm is { } most
            ? mean * Math.Min(1, most / ((mean * Parameters.GradientNorm) + ClipEpsilon))
            : mean;
    }

    /// <summary>Whether a buffer is a normalisation's; a net of one's own may have others, such as masks of infinities.</summary>
    private static bool IsStatistics(string name) => name.EndsWith("running_mean", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal);

    private static bool IsFinite(Tensor values)
    {
        using Tensor finite = values.isfinite();
        using Tensor all = finite.all();
        return all.ToBoolean();
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
