using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// Deals groups of pictures to bins (sides of a split, folds) so that every country comes near the bins' shares.
/// Groups come in a seeded order within their country; each goes to the bin that is then furthest below its share of the
/// country's pictures so far. Countries with few groups cannot meet the shares, so how far each bin is behind over all
/// countries counts too, by half and by at most one picture.
/// </summary>
internal static class GroupDealer
{
    private const double OverallWeight = 0.5;

    /// <summary>Deals groups.</summary>
    /// <param name="pictures">Group and country of every picture.</param>
    /// <param name="shares">The bins' shares, which add up to 1.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="purpose">Keeps different deals of one seed independent of each other.</param>
    /// <returns>The bin of each group.</returns>
    public static Dictionary<string, int> Deal(
        IEnumerable<(string Group, CountryCode Country)> pictures, IReadOnlyList<double> shares, long seed, string purpose)
    {
        var bins = new Dictionary<string, int>(StringComparer.Ordinal);
        double[] overall = new double[shares.Count]; // how many pictures each bin is behind, over all countries
        foreach (List<Bundle> country in Bundles(pictures, seed, purpose))
        {
            double[] behind = new double[shares.Count];
            foreach (Bundle bundle in country)
            {
                for (int bin = 0; bin < shares.Count; bin++)
                {
                    behind[bin] += shares[bin] * bundle.Pictures;
                    overall[bin] += shares[bin] * bundle.Pictures;
                }

                int best = Enumerable.Range(0, shares.Count)
                    .Where(bin => shares[bin] > 0)
                    .MaxBy(bin => behind[bin] + (OverallWeight * Math.Clamp(overall[bin], -1, 1)));
                behind[best] -= bundle.Pictures;
                overall[best] -= bundle.Pictures;
                bins[bundle.Group] = best;
            }
        }

        return bins;
    }

    /// <summary>Groups by the country that has most of their pictures, in seeded order.</summary>
    private static IEnumerable<List<Bundle>> Bundles(IEnumerable<(string Group, CountryCode Country)> pictures, long seed, string purpose) => pictures
        .GroupBy(picture => picture.Group, StringComparer.Ordinal)
        .Select(group => new Bundle(
            group.Key,
            group.Count(),
            group.GroupBy(picture => picture.Country).OrderByDescending(country => country.Count()).ThenBy(country => country.Key).First().Key,
            SeededOrder.Key(seed, purpose, group.Key)))
        .GroupBy(bundle => bundle.Home)
        .OrderBy(country => SeededOrder.Key(seed, purpose + " countries", country.Key.ToString()))
        .Select(country => country.OrderBy(bundle => bundle.Order).ThenBy(bundle => bundle.Group, StringComparer.Ordinal).ToList());

    private sealed record Bundle(string Group, int Pictures, CountryCode Home, ulong Order);
}
