using System.Runtime.Intrinsics;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Hashes of <see cref="Width"/> columns of a fingerprint: the signs of 128 coefficients of its discrete cosine transform
/// (Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010): coarse ones, frequencies 1 to 8 across
/// and 0 to 7 down, and fine ones, 9 to 12 across or 8 to 11 down. A window that slides over a turned copy finds the columns
/// that both show.
/// </summary>
internal static class WindowHash
{
    /// <summary>Columns of a window: whole vectors.</summary>
    public const int Width = 3 * Lanes;

    /// <summary>Levels that every row of a band has beyond its last column, of any value.</summary>
    public const int Padding = Lanes;

    private const int Lanes = 8; // of a vector
    private const int Frequencies = Lanes; // the coarse ones across are one vector, whose signs are a byte of the hash
    private const int FrequenciesDown = Frequencies + (Frequencies / 2);
    private const int Rows = PictureFingerprint.Rows;

    // Flatter windows (a clear sky, a wall) have signs by chance.
    private const double LeastDeviation = 4;

    // cos(π (i + 1/2) k / Width) for k from 1 to 8 and from 9 to 12, by column i; cos(π (i + 1/2) k / Rows) for k from 0 to 11, by k and row i.
    private static readonly Vector256<float>[] Across =
        [.. Enumerable.Range(0, Width).Select(i => Vector256.Create([.. Enumerable.Range(1, Frequencies).Select(k => Cosine(i, k, Width))]))];

    private static readonly Vector128<float>[] FineAcross =
        [.. Enumerable.Range(0, Width).Select(i => Vector128.Create([.. Enumerable.Range(1 + Frequencies, Frequencies / 2).Select(k => Cosine(i, k, Width))]))];

    private static readonly float[] Down =
        [.. Enumerable.Range(0, FrequenciesDown).SelectMany(k => Enumerable.Range(0, Rows).Select(i => Cosine(i, k, Rows)))];

    /// <summary>Hashes of the windows at every <paramref name="stride"/>th column; flat ones are left out.</summary>
    /// <param name="band">Rows · (columns + <see cref="Padding"/>) levels.</param>
    /// <param name="columns">Columns of the band; one that wraps is given with its first columns repeated.</param>
    /// <param name="from">The first column that counts; the last is the band's last.</param>
    /// <param name="stride">Columns between windows.</param>
    /// <param name="hashes">Takes hash and first column of each.</param>
    public static void Of(ReadOnlySpan<float> band, int columns, int from, int stride, List<(WindowCode Code, int Column)> hashes)
    {
        int line = columns + Padding;
        Span<float> transformed = stackalloc float[(FrequenciesDown + 2) * line];
        for (int column = from; column < columns; column += Lanes)
        {
            Transform(band[column..], line, transformed[column..]);
        }

        for (int start = from; start + Width <= columns; start += stride)
        {
            ReadOnlySpan<float> window = transformed[start..];
            const double Count = Rows * Width;
            double mean = Sum(window[(FrequenciesDown * line)..]) / Count;
            if ((Sum(window[((FrequenciesDown + 1) * line)..]) / Count) - (mean * mean) >= LeastDeviation * LeastDeviation)
            {
                hashes.Add((Hash(window, line), start));
            }
        }
    }

    /// <summary>Of as many columns as a vector has lanes: their coefficients, the sum of their levels and that of the squares.</summary>
    private static void Transform(ReadOnlySpan<float> band, int line, Span<float> transformed)
    {
        for (int k = 0; k < FrequenciesDown; k++)
        {
            Vector256<float> coefficients = default;
            for (int row = 0; row < Rows; row++)
            {
                coefficients += Vector256.Create(band[(row * line)..]) * Down[(k * Rows) + row];
            }

            coefficients.CopyTo(transformed[(k * line)..]);
        }

        Vector256<float> sums = default, squares = default;
        for (int row = 0; row < Rows; row++)
        {
            var levels = Vector256.Create(band[(row * line)..]);
            sums += levels;
            squares += levels * levels;
        }

        sums.CopyTo(transformed[(FrequenciesDown * line)..]);
        squares.CopyTo(transformed[((FrequenciesDown + 1) * line)..]);
    }

    private static WindowCode Hash(ReadOnlySpan<float> window, int line)
    {
        ulong coarse = 0, fine = 0;
        for (int k = 0; k < FrequenciesDown; k++, window = window[Math.Min(line, window.Length)..])
        {
            Vector256<float> coefficients = default;
            Vector128<float> fineOnes = default;
            for (int column = 0; column < Width; column++)
            {
                coefficients += Across[column] * window[column];
                fineOnes += FineAcross[column] * window[column];
            }

            ulong signs = Vector256.GreaterThan(coefficients, default).ExtractMostSignificantBits();
            if (k < Frequencies)
            {
                coarse = (coarse << Frequencies) | signs;
                fine = (fine << (Frequencies / 2)) | Vector128.GreaterThan(fineOnes, default).ExtractMostSignificantBits();
            }
            else
            {
                fine = (fine << Frequencies) | signs;
            }
        }

        return new WindowCode(coarse, fine);
    }

    private static float Sum(ReadOnlySpan<float> columns) => Vector256.Sum(
        Vector256.Create(columns) + Vector256.Create(columns[Lanes..]) + Vector256.Create(columns[(2 * Lanes)..]));

    private static float Cosine(int i, int k, int count) => (float)Math.Cos(Math.PI * (i + 0.5) * k / count);
}
