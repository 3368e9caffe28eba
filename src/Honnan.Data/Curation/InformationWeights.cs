using Honnan.Data.Configuration;

namespace Honnan.Data.Curation;

/// <summary>How much each measure counts in the information score.</summary>
public sealed record InformationWeights : IValidated
{
    /// <summary>Weight of the exposure: neither dark nor blown out (default 0.4).</summary>
    public double Luminance { get; init; } = 0.4;

    /// <summary>Weight of the contrast (default 0.2).</summary>
    public double Contrast { get; init; } = 0.2;

    /// <summary>Weight of the entropy (default 0.2).</summary>
    public double Entropy { get; init; } = 0.2;

    /// <summary>Weight of the sharpness (default 0.2).</summary>
    public double Sharpness { get; init; } = 0.2;

    internal double Sum => Luminance + Contrast + Entropy + Sharpness;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!new[] { Luminance, Contrast, Entropy, Sharpness }.All(weight => double.IsFinite(weight) && weight >= 0) || Sum <= 0)
        {
            yield return "the weights must not be negative, and one must be above 0";
        }
    }
}
