using Honnan.Data;
using Honnan.World.Lens;
using Honnan.World.Rasters;
using Xunit;

namespace Honnan.World.Tests.Lens;

public sealed class BlurredEdgeTests
{
    private const byte Blur = 2;
    private const byte Cue = 1;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blur_OfACueInTheEdge_StaysInsideWhatTheCueOwns(bool wraps)
    {
        var size = new PictureSize(240, 60);
        var with = new Canvas(size);
        var without = new Canvas(size);
        foreach (int x in new[] { 1, 2, 3, 120, 121 })
        {
            for (int y = 40; y < 58; y++)
            {
                with.Pixels[(y * size.Width) + x] = 0xFFFFFF;
                with.Owners[(y * size.Width) + x] = Cue;
            }
        }

        BlurredEdge.Apply(with, wraps, Blur);
        BlurredEdge.Apply(without, wraps, Blur);
        int[] changed = [.. Enumerable.Range(0, (int)size.Area).Where(i => with.Pixels[i] != without.Pixels[i])];
        Assert.All(changed, i => Assert.Equal(Cue, with.Owners[i] & Cue));
        Assert.Contains(changed, i => i % size.Width == 125); // it does spread
        Assert.Equal(wraps, changed.Any(i => i % size.Width > 230)); // and around, where the picture does
        Assert.All(Enumerable.Range(0, (int)size.Area), i => Assert.Equal(i / size.Width >= 52, (with.Owners[i] & Blur) != 0)); // 14 % of 60 rows
    }
}
