using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Explaining;
using Honnan.Learning.Tests.Charts;
using Xunit;

namespace Honnan.Learning.Tests.Explaining;

public sealed class GalleryTests
{
    private static readonly PictureSize Size = new(594, 256);

    [Fact]
    public void Draw_FiveTiles_LaysThemOutInRows()
    {
        GalleryTile[] tiles =
        [
            .. Enumerable.Range(0, 5).Select(i => new GalleryTile(
                HeatMapOverlay.Draw(Street(i), Map(i)),
                i == 2 ? "compressed_dataset/United Kingdom/a-very-long-name-that-does-not-fit-canvas_1629480001.jpg" : $"canvas_162948000{i}.jpg",
                i == 4 ? null : "Hungary",
                i == 3 ? "Slovakia" : "Hungary",
                0.93 - (0.1 * i))),
        ];

        Picture sheet = new Gallery("Hungary", "Recognised with the highest probability, Grad-CAM of the guess").Draw(tiles);

        Look.Save("gallery.png", PictureEncoder.Png(sheet));
        Look.Save("overlay.png", PictureEncoder.Png(tiles[0].Overlay));
        Assert.Equal((2 * 24) + (3 * 420) + (2 * 16), sheet.Width);
        Assert.Equal(72 + (2 * (181 + 50 + 16)) + 48, sheet.Height);
        Assert.Equal([255, 255, 255], sheet.At(sheet.Width - 30, sheet.Height - 130).ToArray()); // the sixth place stays empty
    }

    [Fact]
    public void Draw_UprightPicture_IsDrawnNarrowerNotHigher()
    {
        var upright = new GalleryTile(new Picture(new PictureSize(100, 400), [.. Enumerable.Repeat((byte)10, 3 * 100 * 400)]), "a.jpg", "Hungary", "Hungary", 0.5);

        Picture sheet = new Gallery("Hungary", "").Draw([upright]);

        Assert.Equal(72 + 240 + 50 + 16 + 48, sheet.Height);
        Assert.Equal([10, 10, 10], sheet.At(24 + 210, 72 + 120).ToArray()); // its middle, in the middle of the tile
        Assert.Equal([255, 255, 255], sheet.At(24 + 210 - 40, 72 + 120).ToArray());
    }

    [Fact]
    public void Draw_NoTile_Throws() => Assert.Throws<ArgumentException>(() => new Gallery("x", "y").Draw([]));

    // By hand: nothing where the map is 0; where it is 1, plasma's end (240, 249, 33) covers the given share.
    [Fact]
    public void Overlay_ColdAndHot_LeavesTheOneAndCoversTheOther()
    {
        var grey = new Picture(new PictureSize(2, 1), [100, 100, 100, 100, 100, 100]);

        Picture drawn = HeatMapOverlay.Draw(grey, new HeatMap([0, 1], 2, 1), opacity: 0.5);

        Assert.Equal([100, 100, 100], drawn.At(0, 0).ToArray());
        Assert.Equal((170, 174, 66), (drawn.At(1, 0)[0], drawn.At(1, 0)[1], drawn.At(1, 0)[2]));
    }

    [Fact]
    public void Overlay_OpacityAboveOne_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => HeatMapOverlay.Draw(Street(0), Map(0), 1.5));

    private static HeatMap Map(int i)
    {
        float[] coarse = new float[8 * 19];
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 19; x++)
            {
                double house = Math.Pow((x - 5 - (2 * i)) / 2.0, 2) + Math.Pow((y - 2.6) / 1.3, 2);
                coarse[(y * 19) + x] = (float)(Math.Exp(-house / 2) - 0.1 + (0.12 * Math.Sin((3 * x) + (5 * y))));
            }
        }

        return new HeatMap(coarse, 19, 8).Finished(Size);
    }

    // A drawn street: sky, hills, road, a house with a red roof.
    private static Picture Street(int i)
    {
        byte[] rgb = new byte[3 * Size.Width * Size.Height];
        int house = 120 + (62 * i);
        for (int y = 0; y < Size.Height; y++)
        {
            for (int x = 0; x < Size.Width; x++)
            {
                double hill = 118 + (14 * Math.Sin((x + (90 * i)) / 70.0));
                (int r, int g, int b) = y < hill ? (150 + (y / 3), 190 + (y / 5), 235)
                    : Math.Abs(x - 297) < (y - 118) * 1.9 ? (105, 105, 108)
                    : (96, 140 - (y / 8), 62);
                if (y > 92 && y < 150 && Math.Abs(x - house) < 42)
                {
                    (r, g, b) = (226, 214, 190);
                }
                else if (y > 55 && y <= 92 && Math.Abs(x - house) < (y - 55) * 1.4)
                {
                    (r, g, b) = (176, 72, 52);
                }

                int at = 3 * ((y * Size.Width) + x);
                (rgb[at], rgb[at + 1], rgb[at + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        }

        return new Picture(Size, rgb);
    }
}
