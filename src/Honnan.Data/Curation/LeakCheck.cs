using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Looks at a finished selection for what two sides of its split share, without trusting how it was split.</summary>
public static class LeakCheck
{
    /// <summary>One report for each two sides.</summary>
    /// <param name="kept">The selection's pictures.</param>
    /// <param name="copies">Pairs of pictures that show the same, by place in <paramref name="kept"/>.</param>
    public static IReadOnlyList<SideLeak> Of(IReadOnlyList<SelectedPicture> kept, IReadOnlyList<CopyPair> copies)
    {
        var leaks = new List<SideLeak>();
        SplitSide[] sides = Enum.GetValues<SplitSide>();
        foreach ((SplitSide side, SplitSide other) in sides.SelectMany((a, i) => sides.Skip(i + 1).Select(b => (a, b))))
        {
            List<(int Picture, GeoPoint Point)> Points(SplitSide of) =>
                [.. kept.Index().Where(p => p.Item.Split == of && p.Item.Point is not null).Select(p => (p.Index, p.Item.Point!.Value))];
            int Shared(Func<SelectedPicture, string> key) =>
                kept.Where(p => p.Split == side).Select(key).Distinct(StringComparer.Ordinal)
                    .Intersect(kept.Where(p => p.Split == other).Select(key), StringComparer.Ordinal).Count();
            (int A, int B, double Kilometres)? nearest = NearPoints.Nearest(Points(side), Points(other));
            leaks.Add(new SideLeak
            {
                Side = SelectionTable.Word(side),
                Other = SelectionTable.Word(other),
                ByteCopies = Shared(p => p.Sha256),
                NearCopies = copies.Count(pair => (kept[pair.First].Split, kept[pair.Second].Split) is var (a, b) && ((a == side && b == other) || (a == other && b == side))),
                Groups = Shared(p => p.Group),
                NearestKm = nearest?.Kilometres,
                NearestPair = nearest is { } pair ? [Name(kept[pair.A]), Name(kept[pair.B])] : [],
            });
        }

        return leaks;
    }

    private static string Name(SelectedPicture picture) => $"{picture.Address.Source}/{picture.Address.File}";
}
