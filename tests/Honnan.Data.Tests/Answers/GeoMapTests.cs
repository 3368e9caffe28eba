using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Answers;

public sealed class GeoMapTests
{
    // By hand: exp(-1) at the scale's distance.
    [Theory]
    [InlineData(0, 5000)]
    [InlineData(1492.7, 1839.3972058572116)]
    public void GeoScore_Distance_Falls(double kilometres, double score) => Assert.Equal(score, GeoScore.Of(kilometres), 1e-9);

    [Fact]
    public void Probabilities_WithoutFeatures_FollowThePictures()
    {
        double[] cells = Map().Probabilities([0.4, 0.6], [default]);

        Assert.Equal([0.1, 0.3, 0.6], cells.Select(p => Math.Round(p, 12)));
    }

    // ln 1 + 2 · (1 · y − ½) against ln 3 + 2 · (−1 · y − ½): even at y = ln 3 / 4.
    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    public void Probabilities_Features_MoveThemWithinTheCountry(double along, double expected)
    {
        GeoMap map = new()
        {
            Cells = Map().Cells,
            Space = new FeatureSpace { Mean = Row(0), Axes = Row(1), Deviations = Row(1), Points = PackedMatrix.Of(0, 1, []) },
            Means = PackedMatrix.Of(3, 1, [1, -1, 0]),
            Strength = 2,
        };

        double[] cells = map.Probabilities([0.4, 0.6], [new ViewOutput([], [(float)(along * Math.Log(3) / 4)])]);

        Assert.Equal(0.4 * expected, cells[0], 1e-6);
        Assert.Equal(0.6, cells[2], 1e-12);
    }

    [Fact]
    public void Place_OneCertainCell_IsThere() => Assert.InRange(GreatCircle.Kilometres(Map().Cells[1].ToPoint(), Map().Place([0, 1, 0])), 0, 1e-3);

    // Two near cells of 0.3 each together beat a far one of 0.4, and the point goes between them.
    [Fact]
    public void Place_NearCellsTogether_BeatAFarOne()
    {
        GeoPoint point = Map().Place([0.3, 0.3, 0.4]);

        Assert.Equal(47, point.Latitude, 0.2);
        Assert.Equal(19.5, point.Longitude, 0.5);
    }

    [Fact]
    public void UnitVector_Distances_AreTheGreatCircles()
    {
        var random = new Random(2);
        for (int i = 0; i < 100; i++)
        {
            GeoPoint a = At(180 * (random.NextDouble() - 0.5), 360 * (random.NextDouble() - 0.5));
            GeoPoint b = At(180 * (random.NextDouble() - 0.5), 360 * (random.NextDouble() - 0.5));
            Assert.Equal(GreatCircle.Kilometres(a, b), UnitVector.Of(a).Kilometres(UnitVector.Of(b)), 1e-3);
            Assert.Equal(0, GreatCircle.Kilometres(a, UnitVector.Of(a).ToPoint()), 1e-6);
        }
    }

    [Fact]
    public void Mean_Antipodes_IsNone() => Assert.Null(UnitVector.Mean([(UnitVector.Of(At(10, 20)), 1), (UnitVector.Of(At(-10, -160)), 1)]));

    private static GeoPoint At(double latitude, double longitude) => GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point) ? point : default;

    private static PackedMatrix Row(float value) => PackedMatrix.Of(1, 1, [value]);

    private static GeoMap Map() => new()
    {
        Cells =
        [
            new GeoCell { Country = 0, Latitude = 47, Longitude = 17, Pictures = 1, RadiusKm = 200 },
            new GeoCell { Country = 0, Latitude = 47, Longitude = 22, Pictures = 3, RadiusKm = 200 },
            new GeoCell { Country = 1, Latitude = 36, Longitude = 138, Pictures = 0 },
        ],
    };
}
