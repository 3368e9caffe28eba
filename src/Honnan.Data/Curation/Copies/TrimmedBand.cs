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
    /// <param name="levels">The whole picture's fingerprint, rows · width.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="from">The first of them that counts.</param>
    /// <param name="to">The column after the last one that counts.</param>
    /// <param name="stride">Columns between windows.</param>
    /// <param name="hashes">Takes hash and first column, the latter as in the trimmed copy.</param>
    /// <param name="wraps">Whether windows may run over the right edge to the left one; only of the whole picture.</param>
    public void Windows(ReadOnlySpan<float> levels, int width, int from, int to, int stride, List<(WindowCode Code, int Column)> hashes, bool wraps = false)
    {
        int columns = wraps ? to + WindowHash.Width - 1 : (int)Math.Floor(to * Zoom);
        int line = columns + WindowHash.Padding;
        Span<float> band = stackalloc float[Rows * line];
        if (Zoom == 1)
        {
            Repeat(levels, width, band, columns);
        }
        else
        {
            Enlarge(levels, width, band, columns);
        }

        WindowHash.Of(band, columns, (int)Math.Ceiling(from * Zoom), stride, hashes);
    }

    private static void Repeat(ReadOnlySpan<float> levels, int width, Span<float> band, int columns)
    {
        int once = Math.Min(width, columns);
        for (int row = 0; row < Rows; row++)
        {
            Span<float> target = band.Slice(row * (columns + WindowHash.Padding), columns);
            ReadOnlySpan<float> source = levels.Slice(row * width, width);
            source[..once].CopyTo(target);
            source[..(columns - once)].CopyTo(target[once..]);
        }
    }

    private void Enlarge(ReadOnlySpan<float> levels, int width, Span<float> band, int columns)
    {
        Span<(int Left, int Right, float Share)> places = stackalloc (int, int, float)[columns];
        for (int column = 0; column < columns; column++)
        {
            double x = Math.Clamp(((column + 0.5) / Zoom) - 0.5, 0, width - 1);
            places[column] = ((int)x, Math.Min((int)x + 1, width - 1), (float)(x - (int)x));
        }

        Span<float> between = stackalloc float[width];
        for (int row = 0; row < Rows; row++)
        {
            double y = Math.Clamp((row / Zoom) + FirstRow, 0, Rows - 1);
            RowBlend.Of(levels.Slice((int)y * width, width), levels.Slice(Math.Min((int)y + 1, Rows - 1) * width, width), (float)(y - (int)y), between);
            Span<float> target = band.Slice(row * (columns + WindowHash.Padding), columns);
            for (int column = 0; column < columns; column++)
            {
                (int left, int right, float share) = places[column];
                target[column] = between[left] + (share * (between[right] - between[left]));
            }
        }
    }
}
