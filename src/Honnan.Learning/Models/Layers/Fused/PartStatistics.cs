namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>Statistics of channels, of those of parts.</summary>
internal static class PartStatistics
{
    /// <summary>Joins them in float64, in their order (Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm", 1979).</summary>
    /// <param name="parts">Σ (x − pivot), Σ (x − pivot)² and the pivot of each, C numbers each.</param>
    /// <param name="counts">Values a channel of each.</param>
    /// <param name="channels">C.</param>
    public static (double[] Mean, double[] Variance) Join(float[] parts, int[] counts, int channels)
    {
        double[] mean = new double[channels];
        double[] squares = new double[channels]; // Σ (x − mean)²
        long all = 0;
        for (int part = 0; part < counts.Length; part++)
        {
            ReadOnlySpan<float> own = parts.AsSpan(part * 3 * channels, 3 * channels);
            double count = counts[part];
            all += counts[part];
            (double mine, double between, double rest) = (1 / count, count / all, (all - count) * count / all);
            for (int c = 0; c < channels; c++)
            {
                double off = own[c] * mine;
                double apart = own[(2 * channels) + c] + off - mean[c];
                mean[c] += apart * between;
                squares[c] += own[channels + c] - (own[c] * off) + (apart * apart * rest);
            }
        }

        return (mean, Array.ConvertAll(squares, s => Math.Max(0, s / all)));
    }

    /// <summary>Adds up so many numbers of each part in float64, in the parts' order.</summary>
    public static double[] Sum(float[] parts, int count, int numbers)
    {
        double[] all = new double[numbers];
        for (int part = 0; part < count; part++)
        {
            ReadOnlySpan<float> own = parts.AsSpan(part * numbers, numbers);
            for (int i = 0; i < numbers; i++)
            {
                all[i] += own[i];
            }
        }

        return all;
    }
}
