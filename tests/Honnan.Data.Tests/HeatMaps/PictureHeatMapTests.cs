using CsCheck;
using Honnan.Data.HeatMaps;
using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.HeatMaps;

public sealed class PictureHeatMapTests
{
    // Bucket 2 is 1536 : 662, so the crop of a picture of that shape is the picture.
    [Fact]
    public void Compose_OneViewOfTheWholePicture_IsTheFinishedMap() => Gen.Float[-1, 1].Array[8 * 19].Sample(values =>
    {
        var size = new PictureSize(1536, 662);
        var shown = new PictureSize(232, 100);
        var coarse = new HeatMap(values, 19, 8);

        float[] composed = PictureHeatMap.Compose(size, shown, [new ViewMap(new PictureView(0, 0.5, false), coarse)]).Values;

        float[] finished = coarse.Finished(shown).Values;
        Assert.All(composed.Zip(finished), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }, iter: 20);

    // By hand: a square is cropped to nothing, but a 2:1 picture loses its sides: bucket 2 is wider, bucket 1 (1.52:1) narrower than
    // it; 2:1 is nearest to bucket 2 (2.32:1), which cuts its height to 862 of 1000 pixels, 69 at the top and at the bottom.
    [Fact]
    public void Compose_CroppedPicture_LeavesTheRestCold()
    {
        var size = new PictureSize(2000, 1000);
        var map = new HeatMap([1, 2], 2, 1);

        HeatMap composed = PictureHeatMap.Compose(size, new PictureSize(200, 100), [new ViewMap(new PictureView(0, 0.5, false), map)]);

        Assert.Equal(0, composed[199, 0]);
        Assert.Equal(0, composed[199, 99]);
        Assert.Equal(1, composed[199, 50], 1e-5);
        Assert.Equal(0.5, composed[0, 50], 1e-5); // lifted above the uncovered part, which is 0
    }

    [Fact]
    public void Compose_PanoramaWindowOverTheEdge_GoesOnAtTheLeft()
    {
        var size = new PictureSize(4000, 1000);
        var hot = new HeatMap([1], 1, 1);

        // A window is 2320 wide: from 3000 it covers 3000 to 4000 and 0 to 1320.
        HeatMap composed = PictureHeatMap.Compose(size, new PictureSize(400, 100), [new ViewMap(new PictureView(0, 0.75, false), hot)]);

        Assert.Equal(1, composed[399, 50], 1e-5);
        Assert.Equal(1, composed[131, 50], 1e-5);
        Assert.Equal(0, composed[133, 50]);
        Assert.Equal(0, composed[299, 50]);
    }

    [Fact]
    public void Compose_OverlappingWindows_AreAveraged()
    {
        var size = new PictureSize(4000, 1000);

        HeatMap composed = PictureHeatMap.Compose(size, new PictureSize(400, 100),
        [
            new ViewMap(new PictureView(0, 0, false), new HeatMap([2], 1, 1)), // 0 to 2320
            new ViewMap(new PictureView(0, 0.5, false), new HeatMap([-5], 1, 1)), // 2000 to 4000 and 0 to 320, nothing speaks for it
        ]);

        Assert.Equal(1, composed[100, 50], 1e-5); // the first alone
        Assert.Equal(0.5, composed[10, 50], 1e-5); // both
        Assert.Equal(0, composed[300, 50], 1e-5); // the second alone
    }

    [Fact]
    public void Compose_NoView_Throws() =>
        Assert.Throws<ArgumentException>(() => PictureHeatMap.Compose(new PictureSize(10, 10), new PictureSize(10, 10), []));
}
