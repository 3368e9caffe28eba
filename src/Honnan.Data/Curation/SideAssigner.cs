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

    /// <summary>The side of each group.</summary>
    /// <param name="pictures">Group and country of every picture.</param>
    /// <param name="shares">The sides' shares.</param>
    /// <param name="seed">Decides the numbers.</param>
    public static Dictionary<string, SplitSide> Assign(IEnumerable<(string Group, CountryCode Country)> pictures, SplitShares shares, long seed)
    {
        var sides = new Dictionary<string, SplitSide>(StringComparer.Ordinal);
        IEnumerable<Bundle> bundles = pictures
            .GroupBy(picture => picture.Group, StringComparer.Ordinal)
            .Select(group =>
            {
                IGrouping<CountryCode, (string Group, CountryCode Country)> home = group.GroupBy(picture => picture.Country)
                    .OrderByDescending(country => country.Count()).ThenBy(country => country.Key).First();
                return new Bundle(group.Key, home.Key, home.Count(), SeededOrder.Key(seed, "split", group.Key) / 18446744073709551616.0);
            });
        foreach (IGrouping<CountryCode, Bundle> country in bundles.GroupBy(bundle => bundle.Home))
        {
            Bundle[] ordered = [.. country.OrderBy(bundle => bundle.Number).ThenBy(bundle => bundle.Group, StringComparer.Ordinal)];
            (int train, int validation) = Borders(ordered, shares);
            for (int i = 0; i < ordered.Length; i++)
            {
                sides[ordered[i].Group] = i < train ? SplitSide.Train : i < validation ? SplitSide.Validation : SplitSide.Test;
            }
        }

        return sides;
    }

    /// <summary>How many groups are for training, and how many for training or validation.</summary>
    private static (int Train, int Validation) Borders(Bundle[] ordered, SplitShares shares)
    {
        int train = Math.Max(1, ordered.Count(bundle => bundle.Number < shares.Train));
        int validation = ordered.Count(bundle => bundle.Number < shares.Train + shares.Validation || shares.Test <= 0);
        if (ordered.Length < ManyGroups)
        {
            return (train, Math.Max(train, validation));
        }

        double[] before = new double[ordered.Length + 1]; // share of the pictures in the first groups
        double all = ordered.Sum(bundle => (double)bundle.Pictures);
        for (int i = 0; i < ordered.Length; i++)
        {
            before[i + 1] = before[i] + (ordered[i].Pictures / all);
        }

        // The training side first; the other border is then looked for behind it. Where none fits there, as with a training side
        // at the end of what is tolerated and groups of several pictures, the next training side is tried.
        double TrainOff(int border) => Math.Abs(before[border] - shares.Train);
        double ValidationOff(int from, int border) => Math.Max(
            Math.Abs(before[border] - before[from] - shares.Validation),
            Math.Abs(1 - before[border] - shares.Test));
        int Behind(int from) => shares.Test <= 0 ? ordered.Length : Nearest(Math.Max(from, validation), from, ordered.Length, border => ValidationOff(from, border));
        foreach (int border in From(train, 1, ordered.Length).Where(border => TrainOff(border) <= Tolerance))
        {
            int behind = Behind(border);
            if (ValidationOff(border, behind) <= Tolerance)
            {
                return (border, behind);
            }
        }

        train = Nearest(train, 1, ordered.Length, TrainOff);
        return (train, Behind(train));
    }

    /// <summary>The border nearest to the given one that is off by no more than the tolerance, or else the one that is off least.</summary>
    private static int Nearest(int given, int from, int to, Func<int, double> off)
    {
        int[] borders = [.. From(given, from, to)];
        return Array.Find(borders, border => off(border) <= Tolerance) is > 0 and var near ? near : borders.MinBy(off);
    }

    /// <summary>The borders in the order of their distance from a given one.</summary>
    private static IEnumerable<int> From(int given, int from, int to) =>
        Enumerable.Range(from, to - from + 1).OrderBy(border => Math.Abs(border - given)).ThenBy(border => border);

    private sealed record Bundle(string Group, CountryCode Home, int Pictures, double Number);
}
