using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>How a step moves the parameters, and which of them differently.</summary>
public sealed record OptimizerOptions : IValidated
{
    /// <summary>The rule; default adam.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>Of sgd: share of the last step's direction that is kept, 0 (the default) to below 1.</summary>
    public double Momentum { get; init; }

    /// <summary>Of sgd with momentum: whether to look a step ahead (Nesterov); default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Of adam and adamW: share of the mean gradient that is kept, 0 to below 1, default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Of adam and adamW: share of the mean squared gradient that is kept, 0 to below 1, default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Of adam and adamW: added to the root of the mean square, above 0, default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// Factor of α from a stage to the one before it, above 0 to 1; default 1. The head has α itself, the last stage α
    /// times this, the one before that times its square.
    /// </summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>Parameters that are moved differently; of several patterns that match one, the first counts. Default none.</summary>
    public IReadOnlyList<ParameterGroupOptions> Groups { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Momentum is not (>= 0 and < 1))
        {
            yield return $"momentum must be at least 0 and below 1, not {Momentum}";
        }

        if (Kind != OptimizerKind.Sgd && (Momentum != 0 || Nesterov))
        {
            yield return "momentum and nesterov are for kind sgd";
        }
        else if (Nesterov && Momentum == 0)
        {
            yield return "nesterov needs momentum above 0";
        }

        if (Beta1 is not (>= 0 and < 1))
        {
            yield return $"beta1 must be at least 0 and below 1, not {Beta1}";
        }

        if (Beta2 is not (>= 0 and < 1))
        {
            yield return $"beta2 must be at least 0 and below 1, not {Beta2}";
        }

        if (!(Epsilon > 0 && double.IsFinite(Epsilon)))
        {
            yield return $"epsilon must be above 0, not {Epsilon}";
        }

        if (LayerDecay is not (> 0 and <= 1))
        {
            yield return $"layerDecay must be above 0 and at most 1, not {LayerDecay}";
        }
    }
}
