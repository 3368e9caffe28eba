using System.Text.Json.Serialization;
using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Experiments;

/// <summary>How a net learns.</summary>
public sealed record TrainingOptions : IValidated
{
    /// <summary>Times that every training picture is seen; above 0 to 100000, fractions are allowed.</summary>
    public required double Epochs { get; init; }

    /// <summary>
    /// Pictures that go through the net at a time, all of one shape; 1 to 65536, default 16. Where a shape's pictures do not
    /// divide, one batch of it an epoch is smaller, at a place drawn by seed and epoch: a step like any other, by the mean over its
    /// own pictures and by their batch statistics.
    /// </summary>
    public int Batch { get; init; } = 16;

    /// <summary>
    /// Batches a step, whose gradients are added up: a step is then what it would be with as many times the batch, but for
    /// the batch statistics of normalisations that learn. An epoch's last step has fewer where they do not divide. 1 to 65536, default 1.
    /// </summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The rule by which a step moves the parameters; default Adam.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate over the run.</summary>
    public required LearningRateOptions LearningRate { get; init; }

    /// <summary>Weight decay, at least 0, default 0: added to the gradient, or as adamW has it.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The gradient is shortened to this Euclidean norm where it is longer, as torch's clip_grad_norm_ does; above 0, without it never.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Share of the target that is spread over all countries; 0 (the default) to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How it is spread; default even.</summary>
    public SmoothingKind Smoothing { get; init; } = SmoothingKind.Even;

    /// <summary>Of smoothing by distance: L, over which nearness falls to 1 / e; kilometres above 0, default 500.</summary>
    public double SmoothingKm { get; init; } = 500;

    /// <summary>How much a picture counts in the loss, by its country; default none.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>β of the effective number; 0 to below 1, default 0.999.</summary>
    public double EffectiveBeta { get; init; } = 0.999;

    /// <summary>
    /// MixUp (Zhang et al., 2018): α of the Beta distribution by which the pictures of a batch, and their targets, are
    /// blended in pairs; 0 (the default, no blending) to 4. The log's top-1 counts the larger part's country as right.
    /// </summary>
    public double MixUp { get; init; }

    /// <summary>
    /// CutMix (Yun et al., 2019): α of the Beta distribution of the area that stays when a rectangle of each picture is
    /// replaced by another's; 0 (the default) to 4. With MixUp too, a coin decides for each batch.
    /// </summary>
    public double CutMix { get; init; }

    /// <summary>
    /// Decay of an exponential moving average of the weights, which validation and the result then use; 0 (the default, no
    /// average) to below 1. A usual value is 0.999; it remembers about 1 / (1 − decay) steps.
    /// </summary>
    public double Ema { get; init; }

    /// <summary>
    /// Whether a step keeps only the blocks' inputs and computes each block again on the way back (gradient checkpointing):
    /// less memory for about a third more time, with the same result; default false.
    /// </summary>
    public bool Recompute { get; init; }

    /// <summary>Of a run of several ranks: whose pictures batch normalisations take their statistics from; default synchronised.</summary>
    public NormStatistics BatchNorms { get; init; } = NormStatistics.Synchronised;

    /// <summary>Of a run of several ranks: the type in which gradients are exchanged; default float32.</summary>
    public ExchangeType Exchange { get; init; } = ExchangeType.Float32;

    /// <summary>What the validations decide; by default nothing.</summary>
    public WatchOptions Watch { get; init; } = new();

    /// <summary>What does not learn; default none.</summary>
    public FreezeMode Freeze { get; init; } = FreezeMode.None;

    /// <summary>Share of the run's steps after which what <see cref="Freeze"/> names learns too; above 0 to 1, 1 (the default) for never.</summary>
    public double FreezeUntil { get; init; } = 1;

    /// <summary>More that does not learn, by patterns. Default none.</summary>
    public IReadOnlyList<FrozenOptions> Frozen { get; init; } = [];

    /// <summary>
    /// Whether kept features are shifted and scaled to mean 0 and deviation 1 while the head learns (the finished head has
    /// that inside); default false. For <see cref="Freeze"/> body.
    /// </summary>
    public bool Standardise { get; init; }

    /// <summary>Whether the body stays frozen to the end, so that its features are computed once and kept.</summary>
    [JsonIgnore]
    public bool KeepsFeatures => Freeze == FreezeMode.Body && FreezeUntil >= 1;

    /// <summary>How often each country comes; default natural.</summary>
    public Sampling Sampling { get; init; } = Sampling.Natural;

    /// <summary>Of everything random: first weights of the head, order, windows, flips, dropout; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The type of the arithmetic in the convolutions; default auto, which is resolved when a run begins: where the processor
    /// multiplies bfloat16, by timing a few steps of the net in both, once a machine.
    /// </summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>
    /// How pictures, maps and convolutions' weights lie in memory; default auto, which is resolved with the precision. It
    /// changes the speed, and results by rounding alone.
    /// </summary>
    public MemoryLayout Layout { get; init; } = MemoryLayout.Auto;

    /// <summary>
    /// Where the net computes: auto (the default, resolved when a run begins: a graphics processor where libtorch can use one,
    /// else the processor), cpu, cuda, cuda:N or mps.
    /// </summary>
    public string Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Steps between points of the training graph, each with a validation; 0 validates at the end alone; default 40.</summary>
    public int ValidateEvery { get; init; } = 40;

    /// <summary>Whether the selection's validation pictures are held out; else they are trained on, and nothing is validated. Default true.</summary>
    public bool HoldOut { get; init; } = true;

    /// <summary>Steps between checkpoints; at least 1, default 100.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(Epochs > 0 && Epochs <= 100_000))
        {
            yield return $"epochs must be above 0, not {Epochs}";
        }

        if (Batch is < 1 or > 65536)
        {
            yield return $"batch must be from 1 to 65536, not {Batch}";
        }

        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            yield return $"weightDecay must be at least 0, not {WeightDecay}";
        }

        if (Accumulate is < 1 or > 65536)
        {
            yield return $"accumulate must be from 1 to 65536, not {Accumulate}";
        }

        if (ClipNorm is { } norm && !(norm > 0 && double.IsFinite(norm)))
        {
            yield return $"clipNorm must be above 0, not {norm}";
        }

        if (!(SmoothingKm > 0 && double.IsFinite(SmoothingKm)))
        {
            yield return $"smoothingKm must be above 0, not {SmoothingKm}";
        }

        if (Smoothing == SmoothingKind.Distance && LabelSmoothing == 0)
        {
            yield return "smoothing by distance needs labelSmoothing above 0";
        }

        if (EffectiveBeta is not (>= 0 and < 1))
        {
            yield return $"effectiveBeta must be at least 0 and below 1, not {EffectiveBeta}";
        }

        if (MixUp is not (>= 0 and <= 4))
        {
            yield return $"mixUp must be from 0 to 4, not {MixUp}";
        }

        if (CutMix is not (>= 0 and <= 4))
        {
            yield return $"cutMix must be from 0 to 4, not {CutMix}";
        }
        else if (CutMix > 0 && KeepsFeatures)
        {
            yield return "cutMix needs pictures: with freeze body there are only their features";
        }

        if (Ema is not (>= 0 and < 1))
        {
            yield return $"ema must be at least 0 and below 1, not {Ema}";
        }

        if (Recompute && KeepsFeatures)
        {
            yield return "recompute is for a body that learns: with freeze body there is nothing to go back through";
        }

        if (!HoldOut && (Watch.Patience is not null || Watch.KeepBest > 0 || Watch.Result == ResultChoice.Best))
        {
            yield return "watch's patience, keepBest and result best need validations: set holdOut";
        }

        if (Watch.Patience is not null && ValidateEvery == 0)
        {
            yield return "watch's patience counts validations: set validateEvery above 0";
        }

        if (FreezeUntil is not (> 0 and <= 1))
        {
            yield return $"freezeUntil must be above 0 and at most 1, not {FreezeUntil}";
        }
        else if (FreezeUntil < 1 && Freeze == FreezeMode.None)
        {
            yield return "freezeUntil needs freeze front or body";
        }

        if (Standardise && !KeepsFeatures)
        {
            yield return "standardise needs freeze body to the end of the run";
        }

        if (LabelSmoothing is not (>= 0 and < 1))
        {
            yield return $"labelSmoothing must be at least 0 and below 1, not {LabelSmoothing}";
        }

        if (!ComputeDevice.IsChoice(Device))
        {
            yield return $"device must be one of {ComputeDevice.Choices}, not '{Device}'";
        }

        if (ValidateEvery < 0)
        {
            yield return $"validateEvery must be at least 0, not {ValidateEvery}";
        }

        if (CheckpointEvery < 1)
        {
            yield return $"checkpointEvery must be at least 1, not {CheckpointEvery}";
        }
    }
}
