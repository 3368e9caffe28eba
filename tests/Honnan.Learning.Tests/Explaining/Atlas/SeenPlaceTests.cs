using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining.Atlas;
using Honnan.Learning.Explaining.Regions;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class SeenPlaceTests
{
    private static readonly PictureAddress Address = new("windows", "a.jpg");
    private static readonly JudgedPicture Picture = new(Address, CountryCode.Parse("HU"), null, "a");

    // By hand: of 8 rows the lowest's middle is at 0.9375, of 24 at 0.979; the car's strip ends at 0.955.
    [Theory]
    [InlineData(8, 7, FrameRegions.Car)]
    [InlineData(24, 23, FrameRegions.Watermark)]
    [InlineData(8, 3, null)]
    public void Of_Peak_IsPlacedAndItsCameraRegionTold(int rows, int row, string? region)
    {
        SeenPlace place = SeenPlace.Of(Picture, Explained(rows, row), truth: 0)!;

        Assert.Equal(0.5, place.X, 1e-9);
        Assert.Equal((row + 0.5) / rows, place.Y, 1e-9);
        Assert.Equal(region, place.Region);
        Assert.Equal([0.6f, 0.8f], place.Features);
        Assert.Equal(0.7, place.Probability);
        Assert.InRange(place.OffCamera, region is null ? 0.99 : 0, region is null ? 1 : 0.6);
    }

    [Fact]
    public void Of_PictureThatWasNotRecognised_IsNothing() => Assert.Null(SeenPlace.Of(Picture, Explained(8, 3), truth: 1));

    [Fact]
    public void Of_MapThatSpeaksForNothing_IsNothing() => Assert.Null(SeenPlace.Of(Picture, Explained(8, 3, peak: -1), truth: 0));

    private static Explanation Explained(int rows, int row, float peak = 1)
    {
        float[] values = [.. Enumerable.Repeat(-2f, 19 * rows)];
        values[(row * 19) + 9] = peak;
        var answer = new PictureAnswer { Address = Address, Size = new PictureSize(1536, 662), Answer = new Answer { Probabilities = [0.7, 0.3], Uncalibrated = [0.7, 0.3] } };
        return new Explanation(answer, 0, [new ViewMap(new PictureView(0, 0, false), new HeatMap(values, 19, rows)) { PeakFeatures = [3, 4] }]);
    }
}
