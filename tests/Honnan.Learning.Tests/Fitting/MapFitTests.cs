using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Learning.Fitting;
using Xunit;

namespace Honnan.Learning.Tests.Fitting;

public sealed class MapFitTests
{
    private static readonly CountryCode[] Countries = [CountryCode.Parse("HU"), CountryCode.Parse("JP")];

    // Hungary has two towns 5 degrees apart; a feature tells which one a picture shows.
    [Fact]
    public void Of_FeatureThatTellsTheTown_PlacesThePictureThere()
    {
        ObservedPicture[] learned = [.. Enumerable.Range(0, 80).Select(Seen)];
        GeoMap map = Fit(learned);

        Assert.True(map.NeedsFeatures);
        Assert.Empty(map.Errors());
        Assert.All(Enumerable.Range(100, 20), i => Assert.InRange(
            GreatCircle.Kilometres(Seen(i).Point!.Value, map.Place(map.Probabilities([1, 0], Seen(i).Views))), 0, 30));
    }

    [Fact]
    public void Of_CountryWithoutPoints_HasItsMiddle()
    {
        GeoMap map = Fit([]);

        GeoPoint japan = map.Place(map.Probabilities([0, 1], [default]));

        Assert.False(map.NeedsFeatures);
        Assert.Equal(2, map.Cells.Count);
        Assert.InRange(GreatCircle.Kilometres(CountryCentres.Of(Countries[1]), japan), 0, 1);
    }

    [Fact]
    public void Of_FeaturesThatTellNothing_AreLeftOut()
    {
        var random = new Random(4);
        ObservedPicture[] learned = [.. Enumerable.Range(0, 120).Select(i => Seen(i) with
        {
            Views = [new ViewOutput([], [.. Enumerable.Range(0, 16).Select(_ => (float)random.NextDouble())])],
        })];

        Assert.InRange(Fit(learned).Strength, 0, 0.1);
    }

    private static GeoMap Fit(ObservedPicture[] learned) =>
        MapFit.Of([.. learned.Select(p => (0, p.Point!.Value))], Countries, learned, new(() => FeatureSpaceFit.Of(learned)));

    private static ObservedPicture Seen(int i)
    {
        var random = new Random(i);
        bool east = i % 2 == 1;
        float[] features = [.. Enumerable.Range(0, 16).Select(f => (float)(random.NextDouble() + (f == 3 && east ? 4 : 0)))];
        return new ObservedPicture(0, $"g{i}", CellTreeTests.At(47 + (0.1 * random.NextDouble()), (east ? 22 : 17) + (0.1 * random.NextDouble())), [new ViewOutput([], features)]);
    }
}
