using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Explaining.Atlas;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class CloseUpTests
{
    private static readonly PictureSize Size = new(464, 200);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(0.02, 0.98)]
    public void Cut_AnyPlace_ShowsIt(double x, double y)
    {
        var picture = new Picture(Size, [.. Enumerable.Repeat((byte)20, 3 * (int)Size.Area)]);
        (int left, int top) = ((int)Math.Clamp((x * Size.Width) - 6, 0, Size.Width - 12), (int)Math.Clamp((y * Size.Height) - 6, 0, Size.Height - 12));
        for (int i = 0; i < 144; i++)
        {
            picture.Rgb[3 * (((top + (i / 12)) * Size.Width) + left + (i % 12))] = 250;
        }

        Picture cut = CloseUp.Cut(PictureEncoder.Png(picture), Size, x, y);

        Assert.Equal((140, 140), (cut.Width, cut.Height));
        int red = Enumerable.Range(0, 140 * 140).Count(i => cut.Rgb[3 * i] > 180);
        Assert.InRange(red, 500, 1100); // 12 × 12 pixels of a square of 60, at 140: 784
    }

    // By hand: the lower half of a street, mostly green with a red part.
    [Fact]
    public void Words_GreenGround_NamesPlaceAndColours()
    {
        byte[] rgb = [.. Enumerable.Range(0, 64 * 64).SelectMany(i => i % 64 < 24 ? new byte[] { 165, 50, 45 } : [85, 115, 55])];
        var closeUp = new Picture(new PictureSize(64, 64), rgb);

        Assert.Equal("on the ground; green and red", HintWords.Of([0.75, 0.8, 0.1], [closeUp]));
        Assert.Equal("above the roofs", HintWords.Of([0.1], []));
        Assert.Equal("at the lower edge", HintWords.Of([0.99], []));
    }
}
