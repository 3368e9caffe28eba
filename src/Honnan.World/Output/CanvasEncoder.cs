using Honnan.Data.Imaging;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using SkiaSharp;

namespace Honnan.World.Output;

/// <summary>Takes pictures off a canvas.</summary>
internal static class CanvasEncoder
{
    /// <summary>
    /// JPEG, chroma halved in both directions, at the quality that the real data sets' quantisation tables have (IJG scale): 72 for panoramas,
    /// 62 for windows, 74 for views.
    /// </summary>
    public static unsafe byte[] Jpeg(Canvas canvas, WorldFormat format)
    {
        int quality = format switch { WorldFormat.Panorama => 72, WorldFormat.Window => 62, _ => 74 };
        fixed (uint* start = canvas.Pixels)
        {
            var info = new SKImageInfo(canvas.Width, canvas.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, (nint)start);
            using SKData data = pixmap.Encode(new SKJpegEncoderOptions(quality))
                ?? throw new InvalidOperationException($"a picture of {canvas.Size} pixels was not encoded");
            return data.ToArray();
        }
    }

    /// <summary>A copy of the pixels.</summary>
    public static Picture ToPicture(Canvas canvas)
    {
        byte[] rgb = new byte[3 * canvas.Pixels.Length];
        for (int i = 0; i < canvas.Pixels.Length; i++)
        {
            uint pixel = canvas.Pixels[i];
            rgb[3 * i] = (byte)pixel;
            rgb[(3 * i) + 1] = (byte)(pixel >> 8);
            rgb[(3 * i) + 2] = (byte)(pixel >> 16);
        }

        return new Picture(canvas.Size, rgb);
    }
}
