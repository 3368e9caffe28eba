using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Experiments;

/// <summary>How a net learns.</summary>
public sealed record TrainingOptions : IValidated
{
    /// <summary>Times that every training picture is seen; fractions are allowed.</summary>
    public required double Epochs { get; init; }

    /// <summary>Pictures a step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>The learning rate over the run.</summary>
    public required LearningRateOptions LearningRate { get; init; }

    /// <summary>Weight decay added to the gradient, as torch.optim.Adam has it.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Share of the target spread evenly over all countries.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>What does not learn.</summary>
    public FreezeMode Freeze { get; init; } = FreezeMode.None;

    /// <summary>How often each country comes.</summary>
    public Sampling Sampling { get; init; } = Sampling.Natural;

    /// <summary>Of everything random: first weights of the head, order, windows, flips, dropout.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The type of the arithmetic in the convolutions.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Steps between points of the training graph, each with a validation; 0 validates at the end alone.</summary>
    public int ValidateEvery { get; init; } = 40;

    /// <summary>Whether the selection's validation pictures are held out; else they are trained on, and nothing is validated.</summary>
    public bool HoldOut { get; init; } = true;

    /// <summary>Steps between checkpoints.</summary>
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

        if (LabelSmoothing is not (>= 0 and < 1))
        {
            yield return $"labelSmoothing must be at least 0 and below 1, not {LabelSmoothing}";
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
