using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Imaging;

public sealed class OverlayMaskTests
{
    [Theory]
    [InlineData(1536, 662)]
    [InlineData(594, 256)]
    [InlineData(257, 391)]
    public void Fill_Symmetric_IsItsOwnMirrorImageAndCoversThePlainOne(int width, int height)
    {
        bool[,] plain = Covered(width, height, symmetric: false);
        bool[,] both = Covered(width, height, symmetric: true);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Assert.Equal(plain[x, y] || plain[width - 1 - x, y], both[x, y]);
            }
        }
    }

    [Theory]
    [InlineData(false, 0.070)] // 53 · 293 + 207 · 67 + 267 · 157 of 1536 · 662 pixels
    [InlineData(true, 0.128)] // twice that, less twice the 52 · 123 where a mini-map meets a button column
    public void Fill_OfTheStudysWindow_CoversTheMeasuredShare(bool symmetric, double share) =>
        Assert.Equal(share, Covered(1536, 662, symmetric).Cast<bool>().Average(c => c ? 1.0 : 0.0), 0.0005);

    [Theory]
    [InlineData(36, 348)]
    [InlineData(36, 588)]
    [InlineData(1323, 9)]
    [InlineData(1512, 58)]
    [InlineData(1266, 500)]
    [InlineData(1516, 640)]
    public void Fill_WhereTheOverlayIsDrawn_Covers(int x, int y)
    {
        Assert.True(Covered(1536, 662, symmetric: false)[x, y]);
        Assert.True(Covered(1536, 662, symmetric: true)[1535 - x, y]);
    }

    [Fact]
    public void FromName_Unknown_TellsTheNames() =>
        Assert.Contains("geoguessr", Assert.Throws<InputException>(() => OverlayMask.FromName("geogessr")).Message, StringComparison.Ordinal);

    private static bool[,] Covered(int width, int height, bool symmetric)
    {
        byte[] rgb = new byte[width * height * 3];
        OverlayMask.GeoGuessr.Fill(rgb, new PictureSize(width, height), symmetric);
        bool[,] covered = new bool[width, height];
        for (int i = 0; i < width * height; i++)
        {
            covered[i % width, i / width] = rgb[3 * i] == OverlayMask.Level;
        }

        return covered;
    }
}
