using System.Numerics;
using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>
/// A small grey copy of a picture's middle by which copies of it are found again: the luma (ITU-R BT.601) of a grid of
/// <see cref="GridRows"/> rows, of which those from <see cref="FirstRow"/> on are kept. Sky, road and what games draw
/// at the upper and lower edge are left out.
/// </summary>
public sealed class PictureFingerprint
{
    /// <summary>Rows of the grid over the whole height; its cells are square.</summary>
    public const int GridRows = 32;

    /// <summary>The first row that is kept, from 0.</summary>
    public const int FirstRow = 4;

    /// <summary>Rows that are kept.</summary>
    public const int Rows = 20;

    // Beyond these a picture is no view of a place.
    private const int LeastColumns = 8;
    private const int MostColumns = 320;

    private PictureFingerprint(byte[] luma) => Luma = luma;

    /// <summary>Columns: the aspect times <see cref="GridRows"/>.</summary>
    public int Columns => Luma.Length / Rows;

    /// <summary>Rows · columns levels, row by row. Not to be changed.</summary>
    internal byte[] Luma { get; }

    /// <summary>The fingerprint of a decoded picture of any size; null where its shape is no view's.</summary>
    public static PictureFingerprint? Of(Picture picture)
    {
        using PixelBuffer pixels = PixelBuffer.FromRgb(picture);
        using var reduced = new ReducedPicture(pixels);
        return Of(reduced);
    }

    /// <summary>As <see cref="Of(Picture)"/>.</summary>
    internal static PictureFingerprint? Of(ReducedPicture picture)
    {
        int columns = (int)Math.Round(GridRows * picture.Aspect);
        if (columns is < LeastColumns or > MostColumns)
        {
            return null;
        }

        byte[] luma = new byte[Rows * columns];
        float[] line = new float[picture.Size.Width];
        for (int row = 0; row < Rows; row++)
        {
            MeanRow(picture, FirstRow + row, line);
            MeanCells(line, luma.AsSpan(row * columns, columns));
        }

        return new PictureFingerprint(luma);
    }

    /// <summary>From what is stored; null where that is none.</summary>
    internal static PictureFingerprint? FromBytes(byte[]? luma) => luma is not null && IsOne(luma.Length) ? new PictureFingerprint(luma) : null;

    /// <summary>Whether so many bytes are a fingerprint's; at most 6,400 are.</summary>
    internal static bool IsOne(int bytes) => bytes % Rows == 0 && bytes / Rows is >= LeastColumns and <= MostColumns;

    /// <summary>The levels, row by row, as numbers to calculate with.</summary>
    internal float[] Levels() => Array.ConvertAll(Luma, level => (float)level);

    /// <summary>The mean of the picture's rows that lie in a row of the grid, each by as much of it as does.</summary>
    private static void MeanRow(ReducedPicture picture, int row, Span<float> mean)
    {
        double height = (double)picture.Size.Height / GridRows;
        (double top, double bottom) = (row * height, (row + 1) * height);
        mean.Clear();
        for (int y = (int)top; y < Math.Min(bottom, picture.Size.Height); y++)
        {
            float share = (float)((Math.Min(bottom, y + 1) - Math.Max(top, y)) / height);
            ReadOnlySpan<float> luma = picture.Luma.Slice(y * mean.Length, mean.Length);
            int x = 0;
            for (; x + Vector<float>.Count <= mean.Length; x += Vector<float>.Count)
            {
                (new Vector<float>(mean[x..]) + (new Vector<float>(luma[x..]) * share)).CopyTo(mean[x..]);
            }

            for (; x < mean.Length; x++)
            {
                mean[x] += luma[x] * share;
            }
        }
    }

    /// <summary>The means of equal parts of a line, rounded.</summary>
    private static void MeanCells(ReadOnlySpan<float> line, Span<byte> cells)
    {
        double width = (double)line.Length / cells.Length;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            (double left, double right) = (cell * width, (cell + 1) * width);
            double sum = 0;
            for (int x = (int)left; x < Math.Min(right, line.Length); x++)
            {
                sum += line[x] * (Math.Min(right, x + 1) - Math.Max(left, x));
            }

            cells[cell] = (byte)((sum / width) + 0.5);
        }
    }
}
