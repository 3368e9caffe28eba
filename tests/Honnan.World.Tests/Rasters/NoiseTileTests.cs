using Honnan.World.Rasters;
using Xunit;

namespace Honnan.World.Tests.Rasters;

public sealed class NoiseTileTests
{
    [Theory]
    [InlineData(0.5f)]
    [InlineData(3f)]
    [InlineData(100f)]
    public void At_OneTileFurther_IsTheSame(float footprint)
    {
        foreach (NoiseTile tile in new[] { NoiseTile.Fine, NoiseTile.Coarse, NoiseTile.Grain })
        {
            for (int i = 0; i < 50; i++)
            {
                float x = (i * 13.37f) - 200;
                float y = i * 7.77f;
                Assert.Equal(tile.At(x, y, footprint), tile.At(x + NoiseTile.Side, y - NoiseTile.Side, footprint), 0.002f);
            }
        }
    }

    [Theory]
    [InlineData(0.1f, 0)]
    [InlineData(1.5f, 0)]
    [InlineData(1.6f, 1)]
    [InlineData(3f, 1)]
    [InlineData(3.1f, 2)]
    [InlineData(6.1f, 3)]
    public void At_LargerFootprint_VariesLess(float footprint, int level)
    {
        // The mean over 2^level units: the tile's own value at the middle of such a block.
        float sum = 0;
        int side = 1 << level;
        for (int i = 0; i < side * side; i++)
        {
            sum += NoiseTile.Grain.At((i % side) + 0.5f, (i / side) + 0.5f, 0);
        }

        Assert.Equal(sum / (side * side), NoiseTile.Grain.At(side / 2f, side / 2f, footprint), 0.001f);
    }
}
