using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Curation;

public sealed class LeakCheckTests
{
    [Fact]
    public void Of_AnUncleanSelection_TellsEveryLeak()
    {
        SelectedPicture[] kept =
        [
            Picture(0, SplitSide.Train, "g1", 47.5, 19.0, "x"),
            Picture(1, SplitSide.Train, "g2", 10, 10, "y"),
            Picture(2, SplitSide.Validation, "g1", 47.5, 19.1, "x"),
            Picture(3, SplitSide.Test, "g3", -80, 170, "z"),
            Picture(4, SplitSide.Test, "g4", null, null, "w"),
        ];
        IReadOnlyList<SideLeak> leaks = LeakCheck.Of(kept, [new CopyPair(1, 4, true, 1, 1), new CopyPair(0, 1, true, 1, 1)]);
        Assert.Equal(["train validation 1 0 1", "train test 0 1 0", "validation test 0 0 0"], leaks.Select(l => $"{l.Side} {l.Other} {l.ByteCopies} {l.NearCopies} {l.Groups}"));
        Assert.Equal(7.512, leaks[0].NearestKm!.Value, 0.01); // a tenth of a degree east at 47.5 degrees north: 111.195 · 0.1 · cos 47.5
        Assert.Equal(["b/0.jpg", "b/2.jpg"], leaks[0].NearestPair);
    }

    [Fact]
    public void Nearest_RandomPoints_IsWhatAllPairsGive()
    {
        var random = new Random(2);
        (int, GeoPoint)[] Points(int count) => [.. Enumerable.Range(0, count).Select(i => (i, Point((random.NextDouble() * 170) - 85, (random.NextDouble() * 360) - 180)))];
        for (int round = 0; round < 30; round++)
        {
            (int Picture, GeoPoint Point)[] first = Points(40);
            (int Picture, GeoPoint Point)[] second = Points(60);
            double least = first.Min(a => second.Min(b => GreatCircle.Kilometres(a.Point, b.Point)));
            Assert.Equal(least, NearPoints.Nearest(Sorted(first), Sorted(second))!.Value.Kilometres);
            int within = first.Sum(a => first.Count(b => a.Picture < b.Picture && GreatCircle.Kilometres(a.Point, b.Point) <= 2000));
            Assert.Equal(within, NearPoints.Within(Sorted(first), 2000).Count());
        }
    }

    [Fact]
    public void Kilometres_BudapestToVienna_IsTheKnownDistance()
    {
        // 47.4979 N 19.0402 E and 48.2082 N 16.3738 E: 213.8 km on the ellipsoid (Vincenty).
        Assert.Equal(213.8, GreatCircle.Kilometres(Point(47.4979, 19.0402), Point(48.2082, 16.3738)), 1.3);
        Assert.Equal(2 * 111.195 * 0.5, GreatCircle.Kilometres(Point(0, 179.5), Point(0, -179.5)), 0.01);
    }

    [Fact]
    public void Curate_NeighboursAcrossACellsEdge_AreOneGroup()
    {
        List<CataloguePicture> pictures =
        [
            CatalogueDrawing.Picture("a", 1, "HU", 47.0999, 19.05),
            CatalogueDrawing.Picture("a", 2, "HU", 47.1001, 19.05), // 22 m on, in the next cell
            CatalogueDrawing.Picture("a", 3, "HU", 47.15, 19.05),
            CatalogueDrawing.Picture("a", 4, "HU", 47.25, 19.05),
        ];
        string[] Groups(double km) => [.. Curator.Curate(CatalogueDrawing.Of(pictures), new CurationOptions { NeighbourKm = km }, 1, TestContext.Current.CancellationToken).Kept.Select(p => p.Group)];
        string[] joined = Groups(0.2);
        Assert.Equal(joined[0], joined[1]);
        Assert.Equal(joined[1], joined[2]);
        Assert.NotEqual(joined[2], joined[3]);
        Assert.NotEqual(Groups(0)[0], Groups(0)[1]);
    }

    private static SortedPoints Sorted((int Picture, GeoPoint Point)[] points) => new([.. points.Select(p => p.Picture)], picture => points[picture].Point);

    private static GeoPoint Point(double latitude, double longitude) =>
        GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point) ? point : throw new ArgumentOutOfRangeException(nameof(latitude));

    private static SelectedPicture Picture(int number, SplitSide side, string group, double? latitude, double? longitude, string sha) => new()
    {
        Address = new PictureAddress("b", $"{number}.jpg"),
        Country = CountryCode.Parse("HU"),
        Point = latitude is null ? null : Point(latitude.Value, longitude!.Value),
        Sha256 = sha,
        Group = group,
        Split = side,
    };
}
