using Honnan.Data.HeatMaps;
using Honnan.Inference.HeatMaps;
using Xunit;

namespace Honnan.Inference.Tests.HeatMaps;

public sealed class EigenCamTests
{
    // By hand: channels (3, 0, 0, 1) and (4, 0, 0, 0) over four places. Less their means, (2, −1, −1, 0) and (3, −1, −1, −1),
    // the channels' products are [[6, 8], [8, 12]]: the larger root of x² − 18x + 8 is 9 + √73, its direction (8, 3 + √73).
    [Fact]
    public void Map_OfTwoChannels_IsTheirProjectionOnTheDirectionOfMostVariance()
    {
        float[] activation = [3, 0, 0, 1, 4, 0, 0, 0];
        double root = Math.Sqrt(73);
        double length = Math.Sqrt((8 * 8) + ((3 + root) * (3 + root)));
        (double a, double b) = (8 / length, (3 + root) / length);

        HeatMap map = EigenCam.Map(activation, width: 2, height: 2);

        double[] expected = [(2 * a) + (3 * b), -a - b, -a - b, -b];
        Assert.All(expected.Zip(map.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Map_OfTheOppositeSign_LightsUpWhereMoreIsActivated()
    {
        HeatMap map = EigenCam.Map([0, 0, 0, 5, 0, 0, 0, 7], width: 2, height: 2);

        Assert.Equal((1, 1), map.Peak);
    }

    [Fact]
    public void Map_OfTheSameEverywhere_IsNothing() =>
        Assert.All(EigenCam.Map([2, 2, 2, 2, 3, 3, 3, 3], width: 2, height: 2).Values, v => Assert.Equal(0, v));
}
