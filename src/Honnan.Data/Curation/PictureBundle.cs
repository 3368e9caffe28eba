using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Pictures that are dealt together.</summary>
/// <param name="Unit">What they are known by.</param>
/// <param name="Home">The country that has most of them, of equal ones the first by the alphabet.</param>
/// <param name="Pictures">How many they are.</param>
/// <param name="HomePictures">How many of them are of that country.</param>
/// <param name="Order">A number drawn from the seed and the unit's name.</param>
internal readonly record struct PictureBundle(int Unit, CountryCode Home, int Pictures, int HomePictures, ulong Order)
{
    /// <summary>All bundles by country, then by their numbers, then by name.</summary>
    /// <param name="units">The unit of every picture.</param>
    /// <param name="countryOf">A picture's country, by its place in <paramref name="units"/>.</param>
    /// <param name="nameOf">A unit's name; asked from several threads.</param>
    /// <param name="seed">Decides the numbers.</param>
    /// <param name="purpose">Keeps different deals of one seed independent of each other.</param>
    /// <param name="by">How the numbers are compared.</param>
    public static PictureBundle[] All(
        int[] units, Func<int, CountryCode> countryOf, Func<int, string> nameOf, long seed, string purpose, IComparer<ulong> by)
    {
        PictureBundle[] bundles = Count(units, countryOf);
        Parallel.For(0, bundles.Length, i => bundles[i] = bundles[i] with { Order = SeededOrder.Key(seed, purpose, nameOf(bundles[i].Unit)) });
        Array.Sort(bundles, (a, b) =>
            a.Home.CompareTo(b.Home) is not 0 and var home ? home
            : by.Compare(a.Order, b.Order) is not 0 and var order ? order
            : a.Unit == b.Unit ? 0 : string.CompareOrdinal(nameOf(a.Unit), nameOf(b.Unit)));
        return bundles;
    }

    /// <summary>The parts of sorted bundles that are of one country each.</summary>
    public static IEnumerable<ArraySegment<PictureBundle>> ByCountry(PictureBundle[] bundles)
    {
        for (int start = 0, end; start < bundles.Length; start = end)
        {
            for (end = start + 1; end < bundles.Length && bundles[end].Home == bundles[start].Home; end++)
            {
            }

            yield return new ArraySegment<PictureBundle>(bundles, start, end - start);
        }
    }

    private static PictureBundle[] Count(int[] units, Func<int, CountryCode> countryOf)
    {
        // Unit and country in one number: sorted, the pictures of a unit lie together, and of it those of a country.
        const int CountryBits = 16;
        long[] sorted = new long[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            sorted[i] = ((long)units[i] << CountryBits) | (uint)countryOf(i).Number;
        }

        Array.Sort(sorted);
        var bundles = new PictureBundle[Runs(sorted, CountryBits).Count()];
        int made = 0;
        foreach ((int start, int end) in Runs(sorted, CountryBits))
        {
            (int most, long home) = (0, 0);
            for (int from = start, to; from < end; from = to)
            {
                for (to = from + 1; to < end && sorted[to] == sorted[from]; to++)
                {
                }

                (most, home) = to - from > most ? (to - from, sorted[from]) : (most, home);
            }

            bundles[made++] = new PictureBundle((int)(home >> CountryBits), CountryCode.FromNumber((int)(home & ((1 << CountryBits) - 1))), end - start, most, 0);
        }

        return bundles;
    }

    private static IEnumerable<(int Start, int End)> Runs(long[] sorted, int bits)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] >> bits == sorted[start] >> bits; end++)
            {
            }

            yield return (start, end);
        }
    }
}
