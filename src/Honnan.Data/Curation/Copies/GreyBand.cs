using System.Numerics;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// A fingerprint made ready for comparing: the mean of 7 × 7 cells around each is taken off, so that weather, brightness and
/// the sky's gradient, which all street views share, count little and outlines much.
/// </summary>
internal sealed class GreyBand
{
    private const int Rows = PictureFingerprint.Rows;
    private const int Radius = 3;
    private const int Side = (2 * Radius) + 1;

    private readonly float[] _detail; // rows · (columns + 1)

    /// <param name="fingerprint">The small grey copy.</param>
    /// <param name="from">The first column that is the place's and not an overlay's.</param>
    /// <param name="to">The column after the last such one.</param>
    /// <param name="wraps">Whether the right edge goes on at the left one; then all columns are the place's.</param>
    public GreyBand(PictureFingerprint fingerprint, int from, int to, bool wraps)
    {
        (Columns, From, To, Wraps) = (fingerprint.Columns, from, to, wraps);
        _detail = new float[Rows * (Columns + 1)];
        TakeDetail(fingerprint);
    }

    public int Columns { get; }

    public int From { get; }

    public int To { get; }

    public bool Wraps { get; }

    /// <summary>
    /// A row's detail: 0 outside of <see cref="From"/> to <see cref="To"/>, and one column more than there are, which is
    /// the first again where the band wraps.
    /// </summary>
    public ReadOnlySpan<float> Row(int row) => _detail.AsSpan(row * (Columns + 1), Columns + 1);

    private void TakeDetail(PictureFingerprint fingerprint)
    {
        // Rows with their neighbours beyond either end, and room for a last vector.
        int width = To - From;
        int line = width + (2 * Radius) + Vector<float>.Count;
        Span<float> levels = stackalloc float[Rows * line];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<byte> luma = fingerprint.Luma.AsSpan(row * Columns, Columns);
            for (int i = 0; i < width + (2 * Radius); i++)
            {
                int column = From + i - Radius;
                levels[(row * line) + i] = luma[Wraps ? (column + Columns) % Columns : Math.Clamp(column, From, To - 1)];
            }
        }

        Span<float> sums = stackalloc float[line]; // of the seven rows around a row
        for (int step = -Radius; step <= Radius; step++)
        {
            Add(sums, Line(levels, step), 1);
        }

        Span<float> detail = stackalloc float[line];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> own = Line(levels, row);
            for (int column = 0; column < width; column += Vector<float>.Count)
            {
                Vector<float> around = default;
                for (int step = 0; step < Side; step++)
                {
                    around += new Vector<float>(sums[(column + step)..]);
                }

                (new Vector<float>(own[(column + Radius)..]) - (around * (1f / (Side * Side)))).CopyTo(detail[column..]);
            }

            Span<float> target = _detail.AsSpan(row * (Columns + 1), Columns + 1);
            detail[..width].CopyTo(target[From..]);
            target[^1] = Wraps ? target[0] : 0;
            Add(sums, Line(levels, row + Radius + 1), 1);
            Add(sums, Line(levels, row - Radius), -1);
        }
    }

    /// <summary>A row; those beyond the ends are as the first and the last one.</summary>
    private static ReadOnlySpan<float> Line(ReadOnlySpan<float> levels, int row) =>
        levels.Slice(Math.Clamp(row, 0, Rows - 1) * (levels.Length / Rows), levels.Length / Rows);

    private static void Add(Span<float> sums, ReadOnlySpan<float> values, float times)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= sums.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(sums[i..]) + (new Vector<float>(values[i..]) * times)).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += values[i] * times;
        }
    }
}
