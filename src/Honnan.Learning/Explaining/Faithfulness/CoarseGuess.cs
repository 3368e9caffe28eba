using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>Fills removed pixels from pictures half, a quarter, … as large, each the mean of the pixels known below.</summary>
internal static class CoarseGuess
{
    /// <summary>All pixels; at least one must be known.</summary>
    public static double[] Of(ReadOnlySpan<float> plane, bool[] removed, PictureSize size)
    {
        double[] sums = new double[plane.Length];
        double[] counts = new double[plane.Length];
        for (int i = 0; i < plane.Length; i++)
        {
            sums[i] = removed[i] ? 0 : plane[i];
            counts[i] = removed[i] ? 0 : 1;
        }

        return Level(sums, counts, size.Width, size.Height);
    }

    private static double[] Level(double[] sums, double[] counts, int width, int height)
    {
        if (Array.TrueForAll(counts, c => c > 0))
        {
            return [.. sums.Zip(counts, (s, c) => s / c)];
        }

        (int halfWidth, int halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        double[] halfSums = new double[halfWidth * halfHeight];
        double[] halfCounts = new double[halfSums.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            int half = (i / width / 2 * halfWidth) + (i % width / 2);
            halfSums[half] += sums[i];
            halfCounts[half] += counts[i];
        }

        double[] coarse = Level(halfSums, halfCounts, halfWidth, halfHeight);
        double[] values = new double[sums.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = counts[i] > 0 ? sums[i] / counts[i] : coarse[(i / width / 2 * halfWidth) + (i % width / 2)];
        }

        return values;
    }
}
