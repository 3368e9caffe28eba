using Honnan.Data.Configuration;

namespace Honnan.Data.Curation;

/// <summary>How many pictures of each country stay.</summary>
public sealed record ThinningOptions : IValidated
{
    /// <summary>
    /// Where between an even distribution (0) and the one that there is (1) the countries' numbers end; default 0.77. With
    /// the default floor and cap, 34,000 stay of the study's 57,975 pictures of 56 countries.
    /// </summary>
    public double Compromise { get; init; } = 0.77;

    /// <summary>Countries with at most this many pictures keep them all; default 200, as many as the panoramas' countries have.</summary>
    public int Floor { get; init; } = 200;

    /// <summary>No country keeps more; default 3000.</summary>
    public int Cap { get; init; } = 3000;

    /// <summary>How strongly an earlier run's confusion counts, where one is given: 0 (not at all) and up, default 1.</summary>
    public double ConfusionStrength { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Compromise is not (>= 0 and <= 1))
        {
            yield return $"compromise must be from 0 to 1, not {Compromise}";
        }

        if (Floor < 1)
        {
            yield return $"floor must be at least 1, not {Floor}";
        }

        if (Cap < Floor)
        {
            yield return $"cap must be at least floor ({Floor}), not {Cap}";
        }

        if (!(ConfusionStrength >= 0 && double.IsFinite(ConfusionStrength)))
        {
            yield return $"confusionStrength must be at least 0, not {ConfusionStrength}";
        }
    }
}
