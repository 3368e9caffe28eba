using System.Numerics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>Statistics of channels, of those of parts: of as many channels as vectors hold wholly.</summary>
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
            for (int c = 0; c < channels; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(own[c..]), out Vector<double> sum1, out Vector<double> sum2);
                Vector.Widen(new Vector<float>(own[(channels + c)..]), out Vector<double> square1, out Vector<double> square2);
                Vector.Widen(new Vector<float>(own[((2 * channels) + c)..]), out Vector<double> pivot1, out Vector<double> pivot2);
                Join(sum1, square1, pivot1, mean.AsSpan(c), squares.AsSpan(c));
                Join(sum2, square2, pivot2, mean.AsSpan(c + Vector<double>.Count), squares.AsSpan(c + Vector<double>.Count));
            }

            void Join(Vector<double> sum, Vector<double> square, Vector<double> pivot, Span<double> mean, Span<double> squares)
            {
                Vector<double> off = sum * mine;
                var before = new Vector<double>(mean);
                Vector<double> apart = pivot + off - before;
                (before + (apart * between)).CopyTo(mean);
                (new Vector<double>(squares) + square - (sum * off) + (apart * apart * rest)).CopyTo(squares);
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
            for (int i = 0; i < numbers; i += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(own[i..]), out Vector<double> first, out Vector<double> second);
                (new Vector<double>(all.AsSpan(i)) + first).CopyTo(all, i);
                (new Vector<double>(all.AsSpan(i + Vector<double>.Count)) + second).CopyTo(all, i + Vector<double>.Count);
            }
        }

        return all;
    }
}
