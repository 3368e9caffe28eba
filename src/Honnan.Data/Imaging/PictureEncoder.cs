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
