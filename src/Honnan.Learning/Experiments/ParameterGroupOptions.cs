using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>Parameters that an optimiser moves differently.</summary>
public sealed record ParameterGroupOptions : IValidated
{
    /// <summary>Whole names of parameters as honnan nets NET lists them (weight files may spell some otherwise); * stands for any letters, ? for one: "*.bias", "layer4.*".</summary>
    public required string Pattern { get; init; }

    /// <summary>Times α and the layer's own factor; above 0, default 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>In place of the training's weight decay; without it that one holds.</summary>
    public double? WeightDecay { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(LearningRateFactor > 0 && double.IsFinite(LearningRateFactor)))
        {
            yield return $"learningRateFactor must be above 0, not {LearningRateFactor}; what is not to learn belongs into training.frozen";
        }

        if (WeightDecay is { } decay && !(decay >= 0 && double.IsFinite(decay)))
        {
            yield return $"weightDecay must be at least 0, not {decay}";
        }
    }
}
