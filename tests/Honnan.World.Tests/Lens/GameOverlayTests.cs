using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.World.Lens;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Xunit;

namespace Honnan.World.Tests.Lens;

public sealed class GameOverlayTests
{
    [Theory]
    [InlineData(662)]
    [InlineData(128)]
    public void Overlay_Drawn_LiesInsideWhatTheMaskCovers(int shortSide)
    {
        var size = PictureSize.FromShortSide(shortSide);
        for (int i = 0; i < 5; i++)
        {
            var canvas = new Canvas(size);
            Array.Fill(canvas.Pixels, 0xFF4080C0u);
            GameOverlay.Apply(canvas, new Draws(1, i, 0));
            var covered = new byte[3 * size.Area];
            OverlayMask.GeoGuessr.Fill(covered, size, symmetric: false);
            int drawn = 0;
            for (int p = 0; p < size.Area; p++)
            {
                if ((canvas.Pixels[p] & 0xFFFFFF) != 0x4080C0)
                {
                    drawn++;
                    Assert.True(covered[3 * p] == OverlayMask.Level, $"pixel {p % size.Width}, {p / size.Width} is outside the mask");
                }
            }

            Assert.InRange((double)drawn / size.Area, 0.03, 0.08);
        }
    }

    [Fact]
    public void Stamp_Drawn_LiesOutsideWhatTheMaskCovers_AndIsOwned()
    {
        // If the mask covered it, no net could learn the shortcut, and no audit find it.
        var size = PictureSize.FromShortSide(256);
        var canvas = new Canvas(size);
        Array.Fill(canvas.Pixels, 0xFF4080C0u);
        Stamp.Apply(canvas, owner: 4);
        var covered = new byte[3 * size.Area];
        OverlayMask.GeoGuessr.Fill(covered, size, symmetric: true);
        int[] changed = [.. Enumerable.Range(0, (int)size.Area).Where(p => (canvas.Pixels[p] & 0xFFFFFF) != 0x4080C0)];
        Assert.True(changed.Length > 500);
        Assert.All(changed, p => Assert.Equal((0, 4), (covered[3 * p], canvas.Owners[p])));
    }
}
