using Honnan.Data.Configuration;

namespace Honnan.Data.Curation;

/// <summary>How much each measure counts in the information score: the weights of a mean, so only their proportions matter.</summary>
public sealed record InformationWeights : IValidated
{
    /// <summary>Weight of the exposure: neither dark nor blown out (default 0.25).</summary>
    public double Luminance { get; init; } = 0.25;

    /// <summary>Weight of the contrast (default 0.1).</summary>
    public double Contrast { get; init; } = 0.1;

    /// <summary>Weight of the entropy (default 0.1).</summary>
    public double Entropy { get; init; } = 0.1;

    /// <summary>Weight of the sharpness (default 0.1).</summary>
    public double Sharpness { get; init; } = 0.1;

    /// <summary>Weight of the colourfulness (default 0.05).</summary>
    public double Colourfulness { get; init; } = 0.05;

    /// <summary>Weight of the edges (default 0.1).</summary>
    public double Edges { get; init; } = 0.1;

    /// <summary>Weight of what is not plain asphalt (default 0.05).</summary>
    public double Asphalt { get; init; } = 0.05;

    /// <summary>Weight of what is not blank (default 0.1).</summary>
    public double Blank { get; init; } = 0.1;

    /// <summary>Weight of not being taken indoors (default 0.15).</summary>
    public double Indoor { get; init; } = 0.15;

    internal double Sum => All.Sum();

    private double[] All => [Luminance, Contrast, Entropy, Sharpness, Colourfulness, Edges, Asphalt, Blank, Indoor];

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!All.All(weight => double.IsFinite(weight) && weight >= 0) || Sum <= 0)
        {
            yield return "the weights must not be negative, and one must be above 0";
        }
    }
}
