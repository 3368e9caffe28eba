using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class InformationMeasuresTests
{
    [Fact]
    public void Of_Pattern_IsWhatNumPyComputes()
    {
        // r = (7x + 3y) mod 256, g = xy mod 256, b = x + 2y, 40 x 30; mean, std, entropy of the rounded luma and variance of
        // the Laplacian by NumPy in double precision.
        var picture = new Picture(new PictureSize(40, 30), [.. from y in Enumerable.Range(0, 30)
                                                               from x in Enumerable.Range(0, 40)
                                                               from value in new[] { (7 * x) + (3 * y), x * y, x + (2 * y) }
                                                               select (byte)(value % 256)]);
        InformationMeasures measures = InformationMeasures.Of(picture);
        Assert.Equal(102.52773, measures.Luminance, 1e-3);
        Assert.Equal(53.525912, measures.Contrast, 1e-3);
        Assert.Equal(7.578932, measures.Entropy, 1e-2);
        Assert.Equal(8940.2052, measures.Sharpness, 0.5);
    }

    [Fact]
    public void Of_LargeBlocks_AreAveragedToTheShortSide()
    {
        // Blocks of 2 x 2 pixels, 0 and 200 alternating within each: the average is 100 everywhere.
        var picture = new Picture(new PictureSize(512, 256), [.. Enumerable.Range(0, 512 * 256).SelectMany(i => Enumerable.Repeat((byte)((i + (i / 512)) % 2 * 200), 3))]);
        Assert.Equal(new InformationMeasures(100, 0, 0, 0), InformationMeasures.Of(picture) with { Contrast = 0, Sharpness = 0 });
        Assert.True(InformationMeasures.Of(picture).Contrast < 0.01);
    }

    [Fact]
    public void Of_SinglePixel_HasNoSharpness() =>
        Assert.Equal(0, InformationMeasures.Of(new Picture(new PictureSize(1, 1), [9, 9, 9])).Sharpness);
}
