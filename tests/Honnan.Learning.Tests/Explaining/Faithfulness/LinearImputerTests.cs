using Honnan.Data;
using Honnan.Learning.Explaining.Faithfulness;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Faithfulness;

public sealed class LinearImputerTests
{
    // Weights: 1/6 beside, 1/12 across. In the middle: (2 + 4 + 6 + 8) / 6 + (1 + 3 + 7 + 9) / 12 = 20/6 + 20/12 = 5. In a corner only (1, 2, 4 taken away …)
    // what is in the picture counts: at the top left (2/6 + 4/6 + 5/12) / (5/12) with 5 known.
    [Fact]
    public void Fill_OnePixel_IsTheMeanOfItsNeighbours()
    {
        float[] picture = [1, 2, 3, 4, 99, 6, 7, 8, 9];

        Assert.Equal(5, Filled(picture, 3, 3, 4)[4], 1e-4f);
        Assert.Equal(((2 + 4) / 6f + 99 / 12f) / (5 / 12f), Filled(picture, 3, 3, 0)[0], 1e-4f);
    }

    // A plane is its own mean everywhere, so a hole in it is filled by the plane.
    [Fact]
    public void Fill_LargeHoleInASlope_IsTheSlope()
    {
        const int Width = 400, Height = 300;
        float[] slope = [.. Enumerable.Range(0, Width * Height).Select(i => (0.001f * (i % Width)) - (0.002f * (i / Width)))];
        bool[] hole = [.. Enumerable.Range(0, slope.Length).Select(i => i % Width is > 0 and < Width - 1 && i / Width is > 0 and < Height - 1)];

        float[] filled = LinearImputer.Fill([.. slope.Select((v, i) => hole[i] ? 9 : v)], hole, new PictureSize(Width, Height), random: null);

        Assert.Equal(slope, filled, (a, b) => Math.Abs(a - b) < 5e-5f);
    }

    [Fact]
    public void Fill_Noise_IsOnRemovedPixelsAlone()
    {
        float[] picture = new float[3 * 40 * 40];
        bool[] removed = [.. Enumerable.Range(0, 40 * 40).Select(i => i % 2 == 0)];

        float[] filled = LinearImputer.Fill(picture, removed, new PictureSize(40, 40), new Random(1));

        double[] noise = [.. filled.Where((_, i) => removed[i % removed.Length]).Select(v => (double)v)];
        Assert.InRange(Math.Sqrt(noise.Average(v => v * v)), 0.0095, 0.0105); // 2,400 draws
        Assert.All(filled.Where((_, i) => !removed[i % removed.Length]), v => Assert.Equal(0, v));
    }

    private static float[] Filled(float[] picture, int width, int height, params int[] holes) =>
        LinearImputer.Fill(picture, [.. Enumerable.Range(0, width * height).Select(holes.Contains)], new PictureSize(width, height), random: null);
}
