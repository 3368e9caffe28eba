using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// Gives groups of pictures their sides of the split. Each group has a number of [0, 1) that is drawn from its name alone;
/// below the training share it is for training, above the training and validation share for the test. A new picture
/// therefore moves no other, unless it joins two groups, and neither the pictures' order nor other countries matter. The
/// one exception: of a country's groups at least one, that of the lowest number, is for training.
/// </summary>
/// <remarks>
/// Where a country has many groups (<see cref="ManyGroups"/>), chance alone would leave its shares off by up to twenty
/// points. There the two borders are moved, and no further than it takes to bring each side within
/// <see cref="Tolerance"/> of its share: only groups whose number lies between the old border and the new one change sides.
/// A rule that keeps shares cannot be one by which no picture ever moves another: with 21, 6 and 3 of 30 pictures, a 31st
/// that its number makes the fourth of the test leaves the training side short. Then one group moves, now and again two.
/// </remarks>
internal static class SideAssigner
{
    /// <summary>Groups from which on a country's shares are kept.</summary>
    public const int ManyGroups = 30;

    /// <summary>How far a side may be from its share of a country's pictures, as a share of them all.</summary>
    public const double Tolerance = 0.0295;

    /// <summary>The side of every picture.</summary>
    /// <param name="groups">The group of every picture.</param>
    /// <param name="countryOf">A picture's country, by its place in <paramref name="groups"/>.</param>
    /// <param name="nameOf">A group's name; asked from several threads.</param>
    /// <param name="shares">The sides' shares.</param>
    /// <param name="seed">Decides the numbers.</param>
    public static SplitSide[] Assign(int[] groups, Func<int, CountryCode> countryOf, Func<int, string> nameOf, SplitShares shares, long seed)
    {
        var byNumber = Comparer<ulong>.Create((a, b) => Number(a).CompareTo(Number(b)));
        PictureBundle[] bundles = PictureBundle.All(groups, countryOf, nameOf, seed, "split", byNumber);
        var sides = new SplitSide[groups.DefaultIfEmpty(0).Max() + 1]; // by group
        foreach (ArraySegment<PictureBundle> country in PictureBundle.ByCountry(bundles))
        {
            (int train, int validation) = Borders(country, shares);
            for (int i = 0; i < country.Count; i++)
            {
                sides[country[i].Unit] = i < train ? SplitSide.Train : i < validation ? SplitSide.Validation : SplitSide.Test;
            }
        }

        return Array.ConvertAll(groups, group => sides[group]);
    }

    private static double Number(ulong order) => order / 18446744073709551616.0;

    /// <summary>How many groups are for training, and how many for training or validation.</summary>
    private static (int Train, int Validation) Borders(ArraySegment<PictureBundle> ordered, SplitShares shares)
    {
        int train = Math.Max(1, ordered.Count(bundle => Number(bundle.Order) < shares.Train));
        int validation = ordered.Count(bundle => Number(bundle.Order) < shares.Train + shares.Validation || shares.Test <= 0);
        if (ordered.Count < ManyGroups)
        {
            return (train, Math.Max(train, validation));
        }

        double[] before = new double[ordered.Count + 1]; // share of the pictures in the first groups
        double all = ordered.Sum(bundle => (double)bundle.HomePictures);
        for (int i = 0; i < ordered.Count; i++)
        {
            before[i + 1] = before[i] + (ordered[i].HomePictures / all);
        }

        // The training side first; the other border is then looked for behind it. Where none fits there, as with a training side
        // at the end of what is tolerated and groups of several pictures, the next training side is tried.
        double TrainOff(int border) => Math.Abs(before[border] - shares.Train);
        double ValidationOff(int from, int border) => Math.Max(
            Math.Abs(before[border] - before[from] - shares.Validation),
            Math.Abs(1 - before[border] - shares.Test));
        int Behind(int from) => shares.Test <= 0 ? ordered.Count : Nearest(Math.Max(from, validation), from, ordered.Count, border => ValidationOff(from, border));
        foreach (int border in From(train, 1, ordered.Count).Where(border => TrainOff(border) <= Tolerance))
        {
            int behind = Behind(border);
            if (ValidationOff(border, behind) <= Tolerance)
            {
                return (border, behind);
            }
        }

        train = Nearest(train, 1, ordered.Count, TrainOff);
        return (train, Behind(train));
    }

    /// <summary>The border nearest to the given one that is off by no more than the tolerance, or else the one that is off least.</summary>
    private static int Nearest(int given, int from, int to, Func<int, double> off) =>
        From(given, from, to).FirstOrDefault(border => off(border) <= Tolerance) is > 0 and var near ? near : From(given, from, to).MinBy(off);

    /// <summary>The borders in the order of their distance from a given one, the lower of two first.</summary>
    private static IEnumerable<int> From(int given, int from, int to)
    {
        yield return given;
        for (int distance = 1; given - distance >= from || given + distance <= to; distance++)
        {
            if (given - distance >= from)
            {
                yield return given - distance;
            }

            if (given + distance <= to)
            {
                yield return given + distance;
            }
        }
    }
}
