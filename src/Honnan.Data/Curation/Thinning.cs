using Honnan.Data.Catalogue;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// Reduces countries to their targets: first the pictures that show least, as long as their score is in the lowest
/// quantile of all and they are at most half of what goes; then others at random.
/// </summary>
internal static class Thinning
{
    /// <summary>Drops the pictures that go.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Those that are left, ascending; each of a known country.</param>
    /// <param name="scores">The information scores, by the pictures' places in the catalogue.</param>
    /// <param name="options">Targets.</param>
    /// <param name="confusion">An earlier run's, or null.</param>
    /// <param name="seed">Of what is random.</param>
    /// <param name="drops">Takes what goes.</param>
    public static void Drop(PictureColumns pictures, int[] candidates, float[] scores, CurationOptions options, ConfusionCounts? confusion, long seed, DropList drops)
    {
        if (candidates.Length == 0)
        {
            return;
        }

        int[][] countries = ByCountry(pictures, candidates);
        var counts = countries.ToDictionary(country => pictures.Countries[country[0]], country => country.Length);
        Dictionary<CountryCode, int> targets = options.PerCountry is { } limit
            ? counts.ToDictionary(count => count.Key, count => Math.Min(count.Value, limit))
            : CountryTargets.Of(counts, options.Thinning, confusion);
        float[] sorted = Array.ConvertAll(candidates, i => scores[i]);
        Array.Sort(sorted);
        int below = (int)(options.LowInformationQuantile * sorted.Length);
        foreach (int[] country in countries)
        {
            int surplus = country.Length - targets[pictures.Countries[country[0]]];
            if (surplus <= 0)
            {
                continue;
            }

            int[] low = [.. PictureIndices.Ascending(PictureIndices.Where(country, i => below > 0 && scores[i] <= sorted[below - 1]), at => Array.ConvertAll(at, i => scores[i])).Take(surplus / 2)];
            foreach (int i in low)
            {
                drops.Drop(i, DropReason.LowInformation);
            }

            int[] others = drops.Left(country);
            foreach (int i in PictureIndices.Ascending(others, at => SeededOrder.Keys(seed, "thin", at.Length, place => pictures.NameOf(at[place]))).Take(surplus - low.Length))
            {
                drops.Drop(i, DropReason.Random);
            }
        }
    }

    /// <summary>The candidates of each country, ascending.</summary>
    private static int[][] ByCountry(PictureColumns pictures, int[] candidates)
    {
        int[] counts = new int[CountryCode.Numbers];
        foreach (int i in candidates)
        {
            counts[pictures.Countries[i].Number]++;
        }

        int[][] countries = Array.ConvertAll(counts, count => new int[count]);
        for (int place = candidates.Length - 1; place >= 0; place--)
        {
            int country = pictures.Countries[candidates[place]].Number;
            countries[country][--counts[country]] = candidates[place];
        }

        return Array.FindAll(countries, country => country.Length > 0);
    }
}
