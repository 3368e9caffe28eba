using Honnan.Data.Imaging;
using Honnan.Data.Reports;
using Honnan.Data.Tests.Curation.Copies;
using Xunit;

namespace Honnan.Data.Tests.Reports;

public sealed class OverlayFinderTests
{
    private static readonly PictureSize Size = new(384, 166);

    [Fact]
    public void Find_AHalfTransparentBox_IsFoundWhereItIs()
    {
        var finder = new OverlayFinder(Size);
        for (int i = 0; i < OverlayFinder.LeastPictures; i++)
        {
            Picture picture = DrawnStreet.Cut(DrawnStreet.Panorama(3000 + i), new SourceBox(100, 0, 868, 331), Size);
            for (int y = 120; y < 150; y++)
            {
                for (int x = 300; x < 370; x++)
                {
                    for (int c = 0; c < 3; c++)
                    {
                        ref byte level = ref picture.Rgb[(3 * ((y * Size.Width) + x)) + c];
                        level = (byte)(150 + (0.2 * (level - 150)));
                    }
                }
            }

            finder.Add(picture.Rgb);
        }

        FrameRectangle found = Assert.Single(finder.Find());
        Assert.Equal(300.0 / 384, found.Left, 0.01);
        Assert.Equal(370.0 / 384, found.Right, 0.01);
        Assert.Equal(120.0 / 166, found.Top, 0.02);
        Assert.Equal(150.0 / 166, found.Bottom, 0.02);
    }

    [Fact]
    public void Find_NothingDrawn_IsEmpty()
    {
        var finder = new OverlayFinder(Size);
        for (int i = 0; i < OverlayFinder.LeastPictures; i++)
        {
            finder.Add(DrawnStreet.Cut(DrawnStreet.Panorama(4000 + i), new SourceBox(100, 0, 868, 331), Size).Rgb);
        }

        Assert.Empty(finder.Find());
    }

    [Fact]
    public void Covered_HalfOfAnArea_IsAHalf() => Assert.Equal(
        0.5, OverlayFinder.Covered([new FrameRectangle(0.2, 0.2, 0.4, 0.4)], [new FrameRectangle(0.3, 0, 1, 1)]), 0.01);
}
