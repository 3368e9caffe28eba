using Honnan.Data.Catalogue;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// Reduces countries to their targets: first the pictures that show least, as long as their score is in the lowest
/// quantile of all and they are at most half of what goes; then others at random.
/// </summary>
internal static class Thinning
{
    /// <summary>For each picture that goes: why.</summary>
    public static Dictionary<int, DropReason> Find(
        IReadOnlyList<CataloguePicture> pictures, IReadOnlyList<int> candidates, Func<int, float> score, CurationOptions options, ConfusionCounts? confusion, long seed)
    {
        var dropped = new Dictionary<int, DropReason>();
        if (candidates.Count == 0)
        {
            return dropped;
        }

        int[][] countries = [.. candidates.GroupBy(i => pictures[i].Country).Select(group => group.ToArray())];
        var counts = countries.ToDictionary(country => pictures[country[0]].Country!.Value, country => country.Length);
        Dictionary<CountryCode, int> targets = options.PerCountry is { } limit
            ? counts.ToDictionary(count => count.Key, count => Math.Min(count.Value, limit))
            : CountryTargets.Of(counts, options.Thinning, confusion);
        float[] scores = [.. candidates.Select(score).Order()];
        int below = (int)(options.LowInformationQuantile * scores.Length);
        foreach (int[] country in countries)
        {
            int surplus = country.Length - targets[pictures[country[0]].Country!.Value];
            if (surplus <= 0)
            {
                continue;
            }

            int[] low = [.. country
                .Where(i => below > 0 && score(i) <= scores[below - 1])
                .OrderBy(score).ThenBy(i => i)
                .Take(surplus / 2)];
            foreach (int i in low)
            {
                dropped[i] = DropReason.LowInformation;
            }

            foreach (int i in country
                .Where(i => !dropped.ContainsKey(i))
                .OrderBy(i => SeededOrder.Key(seed, "thin", $"{pictures[i].Address.Source}/{pictures[i].Address.File}"))
                .Take(surplus - low.Length))
            {
                dropped[i] = DropReason.Random;
            }
        }

        return dropped;
    }
}
