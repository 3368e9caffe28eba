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
    /// <param name="groups">The group of every picture.</param>
    /// <param name="countryOf">A picture's country, by its place in <paramref name="groups"/>.</param>
    /// <param name="nameOf">A group's name; asked from several threads.</param>
    /// <param name="shares">The bins' shares, which add up to 1; 256 bins at most.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="purpose">Keeps different deals of one seed independent of each other.</param>
    /// <returns>The bin of every picture.</returns>
    public static byte[] Deal(int[] groups, Func<int, CountryCode> countryOf, Func<int, string> nameOf, IReadOnlyList<double> shares, long seed, string purpose)
    {
        PictureBundle[] bundles = PictureBundle.All(groups, countryOf, nameOf, seed, purpose, Comparer<ulong>.Default);
        byte[] bins = new byte[groups.DefaultIfEmpty(0).Max() + 1]; // by group
        double[] overall = new double[shares.Count]; // how many pictures each bin is behind, over all countries
        foreach (ArraySegment<PictureBundle> country in PictureBundle.ByCountry(bundles).OrderBy(c => SeededOrder.Key(seed, purpose + " countries", c[0].Home.ToString())))
        {
            double[] behind = new double[shares.Count];
            foreach (PictureBundle bundle in country)
            {
                bins[bundle.Unit] = (byte)Deal(bundle.Pictures, shares, behind, overall);
            }
        }

        return Array.ConvertAll(groups, group => bins[group]);
    }

    private static int Deal(int pictures, IReadOnlyList<double> shares, double[] behind, double[] overall)
    {
        (int best, double most) = (-1, double.NegativeInfinity);
        for (int bin = 0; bin < shares.Count; bin++)
        {
            behind[bin] += shares[bin] * pictures;
            overall[bin] += shares[bin] * pictures;
            double need = behind[bin] + (OverallWeight * Math.Clamp(overall[bin], -1, 1));
            (best, most) = shares[bin] > 0 && need > most ? (bin, need) : (best, most);
        }

        behind[best] -= pictures;
        overall[best] -= pictures;
        return best;
    }
}
