using SkiaSharp;

namespace Honnan.Data.Imaging;

/// <summary>Codes pictures as files' bytes.</summary>
public static class PictureEncoder
{
    /// <summary>JPEG, chroma halved in both directions.</summary>
    /// <param name="picture">The pixels.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    public static byte[] Jpeg(Picture picture, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(picture, pixmap => pixmap.Encode(new SKJpegEncoderOptions(quality)));
    }

    /// <summary>PNG, without loss.</summary>
    public static byte[] Png(Picture picture) =>
        Encode(picture, pixmap => pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6)));

    /// <summary>PNG with transparency.</summary>
    /// <param name="rgba">A number a pixel, rows from the top: red in the lowest byte, opacity in the highest, not multiplied in.</param>
    /// <param name="size">Width and height in pixels.</param>
    internal static unsafe byte[] TransparentPng(uint[] rgba, PictureSize size)
    {
        if (rgba.Length != size.Area)
        {
            throw new ArgumentException($"{rgba.Length} numbers for {size} pixels", nameof(rgba));
        }

        fixed (uint* start = rgba)
        {
            using var pixmap = new SKPixmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)start);
            using SKData data = pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6))
                ?? throw new InvalidOperationException($"a layer of {size} pixels was not encoded");
            return data.ToArray();
        }
    }

    private static unsafe byte[] Encode(Picture picture, Func<SKPixmap, SKData?> encode)
    {
        using PixelBuffer pixels = PixelBuffer.FromRgb(picture);
        fixed (uint* start = pixels.Pixels)
        {
            var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, (nint)start);
            using SKData data = encode(pixmap)
                ?? throw new InvalidOperationException($"a picture of {picture.Size} pixels was not encoded");
            return data.ToArray();
        }
    }
}
