using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// A fingerprint as that of a trimmed copy would be: a part of the height, enlarged to the whole. Trimming at the sides alone
/// needs none, since windows slide.
/// </summary>
/// <param name="Zoom">Height of the whole to that of the part, at least 1.</param>
/// <param name="Above">Share of what is trimmed that is trimmed above, 0 to 1.</param>
internal sealed record TrimmedBand(double Zoom, double Above)
{
    private const int Rows = PictureFingerprint.Rows;

    /// <summary>The picture as it is, first, and trimmed to 95 % and 90 % of its height, below, on both sides and above.</summary>
    public static IReadOnlyList<TrimmedBand> All { get; } =
        [new(1, 0), .. new[] { 1 / 0.95, 1 / 0.9 }.SelectMany(zoom => new[] { 0, 0.5, 1 }.Select(above => new TrimmedBand(zoom, above)))];

    /// <summary>The picture as it is.</summary>
    public static TrimmedBand Whole => All[0];

    /// <summary>The whole picture's row for row 0.</summary>
    private double FirstRow => ((PictureFingerprint.FirstRow + 0.5) / Zoom) + (PictureFingerprint.GridRows * (1 - (1 / Zoom)) * Above) - PictureFingerprint.FirstRow - 0.5;

    /// <summary>Where a picture lies on the whole one, if its window at one column is this one's window at another.</summary>
    public BandAlignment Place(int column, int columnHere) =>
        new(((columnHere - column + 0.5) / Zoom) - 0.5, FirstRow, 1 / Zoom, 1 / Zoom);

    /// <summary>Adds the hashes of the windows at every stride-th column.</summary>
    /// <param name="fingerprint">The whole picture's.</param>
    /// <param name="from">The first of its columns that counts.</param>
    /// <param name="to">The column after the last one that counts.</param>
    /// <param name="stride">Columns between windows.</param>
    /// <param name="hashes">Takes hash and first column, the latter as in the trimmed copy.</param>
    /// <param name="wraps">Whether windows may run over the right edge to the left one.</param>
    public void Windows(PictureFingerprint fingerprint, int from, int to, int stride, List<(ulong Hash, int Column)> hashes, bool wraps = false)
    {
        int columns = wraps ? to + WindowHash.Width - 1 : (int)Math.Floor(to * Zoom);
        float[] band = new float[Rows * columns];
        ReadOnlySpan<byte> luma = fingerprint.Luma;
        int width = fingerprint.Columns;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                band[(row * columns) + column] = wraps || Zoom == 1
                    ? luma[(row * width) + (column % width)]
                    : Between(luma, width, (row / Zoom) + FirstRow, ((column + 0.5) / Zoom) - 0.5);
            }
        }

        WindowHash.Of(band, columns, (int)Math.Ceiling(from * Zoom), columns, stride, hashes);
    }

    private static float Between(ReadOnlySpan<byte> luma, int width, double row, double column)
    {
        row = Math.Clamp(row, 0, Rows - 1);
        column = Math.Clamp(column, 0, width - 1);
        (int top, int left) = ((int)row, (int)column);
        (int bottom, int right) = (Math.Min(top + 1, Rows - 1), Math.Min(left + 1, width - 1));
        (float down, float across) = ((float)(row - top), (float)(column - left));
        float upper = luma[(top * width) + left] + (across * (luma[(top * width) + right] - luma[(top * width) + left]));
        float lower = luma[(bottom * width) + left] + (across * (luma[(bottom * width) + right] - luma[(bottom * width) + left]));
        return upper + (down * (lower - upper));
    }
}
