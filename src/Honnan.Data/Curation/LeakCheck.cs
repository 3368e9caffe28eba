using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Looks at a finished selection for what two sides of its split share, without trusting how it was split.</summary>
public static class LeakCheck
{
    /// <summary>One report for each two sides.</summary>
    /// <param name="kept">The selection's pictures.</param>
    /// <param name="copies">Pairs of pictures that show the same, by place in <paramref name="kept"/>.</param>
    public static IReadOnlyList<SideLeak> Of(IReadOnlyList<SelectedPicture> kept, IReadOnlyList<CopyPair> copies) => Of(
        new Pictures(kept.Count, i => kept[i].Split, i => kept[i].Sha256, i => kept[i].Group, i => kept[i].Point, i => $"{kept[i].Address.Source}/{kept[i].Address.File}"),
        copies);

    /// <summary>The same, without an object for every picture.</summary>
    internal static IReadOnlyList<SideLeak> Of(SelectedPictures kept, IReadOnlyList<CopyPair> copies) => Of(
        new Pictures(
            kept.Count, kept.SideOf, i => kept.Catalogue.Digests[kept.Places[i]].ToString(), kept.GroupOf, i => kept.Catalogue.PointOf(kept.Places[i]), i => kept.Catalogue.NameOf(kept.Places[i])),
        copies);

    private static List<SideLeak> Of(Pictures kept, IReadOnlyList<CopyPair> copies)
    {
        byte[] sides = new byte[kept.Count];
        for (int i = 0; i < sides.Length; i++)
        {
            sides[i] = (byte)(1 << (int)kept.SideOf(i));
        }

        byte[] bytes = SidesOf(EqualNames.First(kept.Count, kept.Sha256Of), sides);
        byte[] groups = SidesOf(EqualNames.First(kept.Count, kept.GroupOf), sides);
        SplitSide[] all = Enum.GetValues<SplitSide>();
        SortedPoints[] points = [.. all.Select(side => new SortedPoints(
            PictureIndices.Where(sides.Length, i => sides[i] == 1 << (int)side && kept.PointOf(i) is not null), i => kept.PointOf(i)!.Value))];
        var leaks = new List<SideLeak>();
        foreach ((SplitSide side, SplitSide other) in all.SelectMany((a, i) => all.Skip(i + 1).Select(b => (a, b))))
        {
            byte both = (byte)((1 << (int)side) | (1 << (int)other));
            (int A, int B, double Kilometres)? nearest = NearPoints.Nearest(points[(int)side], points[(int)other]);
            leaks.Add(new SideLeak
            {
                Side = SelectionTable.Word(side),
                Other = SelectionTable.Word(other),
                ByteCopies = bytes.Count(on => (on & both) == both),
                NearCopies = copies.Count(pair => (sides[pair.First] | sides[pair.Second]) == both),
                Groups = groups.Count(on => (on & both) == both),
                NearestKm = nearest?.Kilometres,
                NearestPair = nearest is { } pair ? [kept.NameOf(pair.A), kept.NameOf(pair.B)] : [],
            });
        }

        return leaks;
    }

    /// <summary>On which sides those are that have a name, as bits, at the first of each name.</summary>
    private static byte[] SidesOf(int[] first, byte[] sides)
    {
        byte[] of = new byte[first.Length];
        foreach ((int i, int named) in first.Index())
        {
            of[named] |= sides[i];
        }

        return of;
    }

    /// <summary>What is asked about pictures, by their places; from several threads.</summary>
    private sealed record Pictures(
        int Count, Func<int, SplitSide> SideOf, Func<int, string> Sha256Of, Func<int, string> GroupOf, Func<int, GeoPoint?> PointOf, Func<int, string> NameOf);
}
