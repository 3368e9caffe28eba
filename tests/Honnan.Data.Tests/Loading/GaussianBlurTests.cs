using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class GaussianBlurTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(2.7)]
    public void Apply_ASquareOfLight_SpreadsWithTheDeviationAndKeepsItsSum(double deviation)
    {
        var size = new PictureSize(31, 31);
        byte[] rgb = new byte[31 * 31 * 3];
        for (int y = 11; y < 20; y++) // nine wide and nine high, so that rounding says little
        {
            Array.Fill(rgb, (byte)255, 3 * ((y * 31) + 11), 3 * 9);
        }

        GaussianBlur.Apply(rgb, new byte[rgb.Length], size, deviation);

        double sum = 0;
        double spread = 0;
        for (int i = 0; i < 31 * 31; i++)
        {
            sum += rgb[3 * i];
            spread += rgb[3 * i] * Math.Pow((i % 31) - 15, 2);
        }

        // Variances add: that of nine pixels in a row is (81 − 1) / 12.
        Assert.Equal(81 * 255, sum, 81 * 255 * 0.01);
        Assert.Equal((80 / 12.0) + (deviation * deviation), spread / sum, 0.15 + (0.05 * deviation * deviation));
    }

    [Fact]
    public void Apply_OneColour_ChangesNothing()
    {
        byte[] rgb = [.. Enumerable.Repeat((byte)201, 20 * 10 * 3)];
        GaussianBlur.Apply(rgb, new byte[rgb.Length], new PictureSize(20, 10), 4.2);
        Assert.All(rgb, v => Assert.Equal(201, v));
    }

    [Fact]
    public void Weights_AnyDeviation_AddUpToOne() => Assert.All(
        [0.05, 0.3, 1, 5],
        deviation => Assert.Equal(1 << 16, GaussianBlur.Weights(deviation)[0] + (2 * GaussianBlur.Weights(deviation).Skip(1).Sum())));
}
