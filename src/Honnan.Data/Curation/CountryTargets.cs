using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// How many pictures of each country are to stay. A country with n pictures, more than the floor f, keeps
/// min(n, cap, f · (n / f)^c), rounded: as many as every other country at the compromise c = 0, all at c = 1. A country with no
/// more than f keeps all.
/// </summary>
/// <remarks>
/// With an earlier run's confusion matrix, f · (n / f)^c is multiplied by (1 + s · lost) / (1 + s · swallowed) before the
/// minimum is taken, but never below f: lost is the share of the country's own pictures that the run took for countries of
/// more pictures, swallowed the share of the pictures that the run took for this country which are of countries of fewer,
/// s the strength. A country that is taken for a bigger one so keeps more, and the one that swallows others less.
/// </remarks>
internal static class CountryTargets
{
    /// <summary>The number that each country keeps.</summary>
    /// <param name="counts">Pictures of each country.</param>
    /// <param name="options">Compromise, floor, cap, strength.</param>
    /// <param name="confusion">An earlier run's, or null.</param>
    public static Dictionary<CountryCode, int> Of(IReadOnlyDictionary<CountryCode, int> counts, ThinningOptions options, ConfusionCounts? confusion)
    {
        var targets = new Dictionary<CountryCode, int>();
        foreach ((CountryCode country, int count) in counts)
        {
            double floor = options.Floor;
            if (count <= floor)
            {
                targets[country] = count;
                continue;
            }

            double wanted = floor * Math.Pow(count / floor, options.Compromise) * Factor(country, counts, options.ConfusionStrength, confusion);
            targets[country] = (int)Math.Round(Math.Min(Math.Min(count, options.Cap), Math.Max(floor, wanted)));
        }

        return targets;
    }

    private static double Factor(CountryCode country, IReadOnlyDictionary<CountryCode, int> counts, double strength, ConfusionCounts? confusion)
    {
        if (confusion is null)
        {
            return 1;
        }

        int own = counts[country];
        double lost = confusion.ShareOfTrue(country, other => counts.GetValueOrDefault(other) > own);
        double swallowed = confusion.ShareOfPredicted(country, other => counts.GetValueOrDefault(other) < own);
        return (1 + (strength * lost)) / (1 + (strength * swallowed));
    }
}
