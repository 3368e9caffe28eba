using Honnan.Data.Imaging;
using SkiaSharp;

namespace Honnan.Data.Tests.Imaging;

/// <summary>Pictures drawn for tests.</summary>
internal static class DrawnPicture
{
    /// <summary>The reference folder's picture of bytes ⌊256 · u(name, i)⌋.</summary>
    public static Picture Formula(string name, int height, int width) =>
        new(new PictureSize(width, height), ReferenceFormula.Pixels(name, height * width * 3));

    /// <summary>Random bytes, smoothed so that a JPEG keeps them about.</summary>
    public static Picture Noise(int width, int height, int seed)
    {
        Picture coarse = Formula($"noise/{seed}", Math.Max(2, height / 6), Math.Max(2, width / 6));
        return Resizer.Resize(coarse, new PictureSize(width, height), Resampling.Bicubic);
    }

    /// <summary>Squares A, B, C… by rows, each a grey level brighter than the one before.</summary>
    public static Picture Squares(int columns, int rows, int side)
    {
        var size = new PictureSize(columns * side, rows * side);
        byte[] rgb = [.. Enumerable.Range(0, (int)size.Area * 3).Select(i =>
            (byte)(20 * (1 + (i / 3 % size.Width / side) + (columns * (i / 3 / size.Width / side)))))];
        return new Picture(size, rgb);
    }

    /// <summary>The letter of a square by its grey level.</summary>
    public static char Letter(byte level) => (char)('A' + ((level + 10) / 20) - 1);

    /// <summary>One picture in every format.</summary>
    public static IEnumerable<(PictureFormat Format, byte[] Bytes)> EveryFormat(int width, int height)
    {
        Picture picture = Noise(width, height, 7);
        yield return (PictureFormat.Jpeg, PictureEncoder.Jpeg(picture));
        yield return (PictureFormat.Png, PictureEncoder.Png(picture));
        using SKBitmap bitmap = SKBitmap.Decode(PictureEncoder.Png(picture));
        yield return (PictureFormat.Webp, bitmap.Encode(SKEncodedImageFormat.Webp, 90).ToArray());
    }

    /// <summary>Puts an EXIF segment with the orientation (1 to 8) after a JPEG's first marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, // little endian, the directory at 8
        1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, // one entry: tag 0x0112, one 16-bit number
        0, 0, 0, 0,
        .. jpeg[2..],
    ];
}
