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
        return Of(pixels);
    }

    /// <summary>As <see cref="Of(Picture)"/>.</summary>
    internal static PictureFingerprint? Of(PixelBuffer picture)
    {
        int columns = (int)Math.Round(GridRows * picture.Size.Aspect);
        if (columns is < LeastColumns or > MostColumns)
        {
            return null;
        }

        var size = new PictureSize(columns, GridRows);
        byte[] grid = new byte[size.Area * 3];
        Resizer.Resize(picture, SourceBox.Whole(picture.Size), size, Resampling.Box, wrap: false, mirrored: false, grid);
        byte[] luma = new byte[Rows * columns];
        int from = FirstRow * columns;
        for (int i = 0; i < luma.Length; i++)
        {
            ReadOnlySpan<byte> rgb = grid.AsSpan(3 * (from + i), 3);
            luma[i] = (byte)((0.299f * rgb[0]) + (0.587f * rgb[1]) + (0.114f * rgb[2]) + 0.5f);
        }

        return new PictureFingerprint(luma);
    }

    /// <summary>From what is stored; null where that is none.</summary>
    internal static PictureFingerprint? FromBytes(byte[]? luma) =>
        luma is not null && luma.Length % Rows == 0 && luma.Length / Rows is >= LeastColumns and <= MostColumns ? new PictureFingerprint(luma) : null;

    /// <summary>The levels, row by row, as numbers to calculate with.</summary>
    internal float[] Levels() => Array.ConvertAll(Luma, level => (float)level);
}
