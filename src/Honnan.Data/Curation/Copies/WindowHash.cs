using System.Numerics;
using System.Runtime.InteropServices;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Hashes of <see cref="Width"/> columns of a fingerprint: the signs of 64 coefficients of its discrete cosine transform
/// (Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010), frequencies 1 to 8 across and 0
/// to 7 down. A window that slides over a turned copy finds the columns that both show.
/// </summary>
internal static class WindowHash
{
    /// <summary>Columns of a window.</summary>
    public const int Width = 24;

    private const int Frequencies = 8;
    private const int Rows = PictureFingerprint.Rows;

    // Flatter windows (a clear sky, a wall) have signs by chance.
    private const double LeastDeviation = 4;

    private static readonly float[][] Across = Cosines(1, Width);
    private static readonly float[][] Down = Cosines(0, Rows);

    /// <summary>Hashes of the windows at every <paramref name="stride"/>th column; flat ones are left out.</summary>
    /// <param name="band">Rows · columns levels.</param>
    /// <param name="columns">Columns of the band.</param>
    /// <param name="from">The first column that counts.</param>
    /// <param name="to">The column after the last that counts; a band that wraps is given with its first columns repeated.</param>
    /// <param name="stride">Columns between windows.</param>
    /// <param name="hashes">Takes hash and first column of each.</param>
    public static void Of(ReadOnlySpan<float> band, int columns, int from, int to, int stride, List<(ulong Hash, int Column)> hashes)
    {
        if (to - from < Width)
        {
            return;
        }

        float[] transformed = new float[Frequencies * columns];
        float[] sums = new float[columns];
        float[] squares = new float[columns];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> line = band.Slice(row * columns, columns);
            for (int column = from; column < to; column++)
            {
                float value = line[column];
                sums[column] += value;
                squares[column] += value * value;
                for (int k = 0; k < Frequencies; k++)
                {
                    transformed[(k * columns) + column] += Down[k][row] * value;
                }
            }
        }

        for (int start = from; start + Width <= to; start += stride)
        {
            const double Count = Rows * Width;
            double mean = Sum(sums.AsSpan(start, Width)) / Count;
            if ((Sum(squares.AsSpan(start, Width)) / Count) - (mean * mean) >= LeastDeviation * LeastDeviation)
            {
                hashes.Add((Hash(transformed, columns, start), start));
            }
        }
    }

    private static ulong Hash(float[] transformed, int columns, int start)
    {
        ulong hash = 0;
        for (int k = 0; k < Frequencies; k++)
        {
            ReadOnlySpan<float> line = transformed.AsSpan((k * columns) + start, Width);
            for (int m = 0; m < Frequencies; m++)
            {
                hash = (hash << 1) | (Dot(line, Across[m]) > 0 ? 1UL : 0UL);
            }
        }

        return hash;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector4> left = MemoryMarshal.Cast<float, Vector4>(a);
        ReadOnlySpan<Vector4> right = MemoryMarshal.Cast<float, Vector4>(b);
        Vector4 sum = default;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return Vector4.Dot(sum, Vector4.One);
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static float[][] Cosines(int first, int count) =>
        [.. Enumerable.Range(first, Frequencies).Select(k => Enumerable.Range(0, count)
            .Select(i => (float)Math.Cos(Math.PI * (i + 0.5) * k / count)).ToArray())];
}
