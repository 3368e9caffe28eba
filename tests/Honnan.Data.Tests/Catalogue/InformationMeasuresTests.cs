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
        Assert.Equal(new InformationMeasures(100, 0, 0, 0) { Blank = 1, Asphalt = 1 }, Rounded(InformationMeasures.Of(picture)));
    }

    [Fact]
    public void Of_Pattern_ItsColoursAreWhatNumPyComputes()
    {
        // r = (7x + 3y) mod 256, g = xy mod 256, b = x + 2y, 40 x 30: Hasler and Suesstrunk's formula by NumPy.
        var picture = new Picture(new PictureSize(40, 30), [.. from y in Enumerable.Range(0, 30)
                                                               from x in Enumerable.Range(0, 40)
                                                               from value in new[] { (7 * x) + (3 * y), x * y, x + (2 * y) }
                                                               select (byte)(value % 256)]);
        Assert.Equal(130.22705, InformationMeasures.Of(picture).Colourfulness, 1e-3);
    }

    [Fact]
    public void Of_HalfRampHalfGrey_HasTheSharesByHand()
    {
        // 128 x 128: above a ramp of 25 levels a pixel from 0 to 250 and again, below grey 120. Of the 126 x 126 inner pixels
        // the rows 1 to 62 are ramp alone: at 10 of 11 columns both neighbours are 25 away (gradient 25 or, over the jump
        // down by 250, more), so all of them are edges; row 63 and 64 lie across the border of the halves.
        var picture = new Picture(new PictureSize(128, 128), [.. from y in Enumerable.Range(0, 128)
                                                                 from x in Enumerable.Range(0, 128)
                                                                 from _ in Enumerable.Range(0, 3)
                                                                 select (byte)(y < 64 ? x % 11 * 25 : 120)]);
        InformationMeasures measures = InformationMeasures.Of(picture);
        Assert.InRange(measures.EdgeDensity, 62.0 / 126, 64.0 / 126);
        Assert.InRange(measures.Asphalt, 62.0 / 63, 1); // of rows 64 to 126 all but the first
        Assert.Equal(0.5, measures.Blank, 1e-6);
        Assert.Equal(0, measures.Colourfulness);
    }

    [Theory]
    [InlineData(200, 150, 100, 1)] // warm light: red over blue by 100, no sky, no green
    [InlineData(120, 108, 106, 0.5)] // red over blue by 14, half way from 4 to 24
    [InlineData(120, 160, 220, 0)] // sky all over
    [InlineData(90, 120, 60, 0)] // green all over
    public void Of_OneColour_IsIndoorsByItsWarmth(byte red, byte green, byte blue, double indoor)
    {
        var picture = new Picture(new PictureSize(64, 48), [.. Enumerable.Range(0, 64 * 48).SelectMany(_ => new[] { red, green, blue })]);
        Assert.Equal(indoor, InformationMeasures.Of(picture).Indoor, 1e-6);
    }

    [Fact]
    public void Of_SinglePixel_HasNoSharpness() =>
        Assert.Equal(0, InformationMeasures.Of(new Picture(new PictureSize(1, 1), [9, 9, 9])).Sharpness);

    private static InformationMeasures Rounded(InformationMeasures measures) =>
        measures with { Contrast = MathF.Round(measures.Contrast), Sharpness = MathF.Round(measures.Sharpness), Indoor = 0 };
}
