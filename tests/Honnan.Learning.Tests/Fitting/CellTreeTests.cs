using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Learning.Fitting;
using Xunit;

namespace Honnan.Learning.Tests.Fitting;

public sealed class CellTreeTests
{
    [Fact]
    public void Of_FourTowns_AreFourCells()
    {
        GeoPoint[] points = [.. new[] { (0, 0), (0, 9), (9, 0), (9, 9) }.SelectMany(town => Around(town.Item1, town.Item2, 12))];

        IReadOnlyList<int[]> cells = CellTree.Of(points, 10);

        Assert.Equal([12, 12, 12, 12], cells.Select(c => c.Length));
        Assert.Equal(Enumerable.Range(0, 48), cells.SelectMany(c => c).Order());
        Assert.All(cells, c => Assert.Single(c.Select(i => i / 12).Distinct()));
    }

    // Three pictures in the far east are too few for a cell; they go to the nearest of the two that are cut.
    [Fact]
    public void Of_QuarterWithFewPictures_JoinsTheNearest()
    {
        GeoPoint[] points = [.. Around(0, 0, 20), .. Around(9, 9, 20), .. Around(1, 8, 3)];

        IReadOnlyList<int[]> cells = CellTree.Of(points, 20);

        Assert.Equal([20, 23], cells.Select(c => c.Length).Order());
        Assert.All(cells, c => Assert.True(c.Length >= 20));
    }

    [Fact]
    public void Of_CountryAcrossTheDateLine_IsNotTornApart()
    {
        GeoPoint[] points = [.. Around(60, 179, 10), .. Around(60, -179, 10)];

        GeoCell cell = CellTree.Cell(0, CellTree.Of(points, 20).Single().Select(i => points[i]));

        Assert.Equal(180, Math.Abs(cell.Longitude), 0.2);
        Assert.Equal(20, cell.Pictures);
    }

    [Fact]
    public void Of_ManyPoints_EveryCellHasEnough()
    {
        var random = new Random(3);
        GeoPoint[] points = [.. Enumerable.Range(0, 3000).Select(_ => At(90 * Math.Pow(random.NextDouble(), 3), 100 * Math.Pow(random.NextDouble(), 2)))];

        IReadOnlyList<int[]> cells = CellTree.Of(points, 25);

        Assert.All(cells, c => Assert.True(c.Length >= 25));
        Assert.True(cells.Count > 40, $"{cells.Count} cells");
        Assert.Equal(Enumerable.Range(0, 3000), cells.SelectMany(c => c).Order());
    }

    [Fact]
    public void Of_NoPoint_IsNoCell() => Assert.Empty(CellTree.Of([]));

    internal static GeoPoint At(double latitude, double longitude) =>
        GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point) ? point : throw new ArgumentException($"{latitude}, {longitude}", nameof(latitude));

    private static IEnumerable<GeoPoint> Around(double latitude, double longitude, int count) =>
        Enumerable.Range(0, count).Select(i => At(latitude + (0.01 * (i % 4)), longitude + (0.01 * (i / 4))));
}
