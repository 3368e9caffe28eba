using System.Runtime.InteropServices;
using Honnan.World.Rasters;
using SkiaSharp;

namespace Honnan.World.Lens;

/// <summary>Draws flat things over a canvas with Skia.</summary>
internal static class FlatDrawing
{
    private static readonly Lazy<SKTypeface> Typeface = new(LoadTypeface);

    /// <summary>Runs a drawing over the canvas's pixels.</summary>
    public static void Over(Canvas canvas, Action<SKCanvas> draw)
    {
        uint[] pixels = canvas.Pixels;
        GCHandle pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] |= 0xFF000000;
            }

            var info = new SKImageInfo(canvas.Width, canvas.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
            using SKSurface surface = SKSurface.Create(info, pin.AddrOfPinnedObject())
                ?? throw new InvalidOperationException($"no surface of {canvas.Size} pixels");
            draw(surface.Canvas);
        }
        finally
        {
            pin.Free();
        }
    }

    /// <summary>A line of text; x and y are its baseline's middle.</summary>
    public static void Text(SKCanvas canvas, string text, float x, float y, float size, SKPaint paint)
    {
        using var font = new SKFont(Typeface.Value, size) { Edging = SKFontEdging.Antialias, Subpixel = true, Hinting = SKFontHinting.None };
        canvas.DrawText(text, x, y, SKTextAlign.Center, font, paint);
    }

    private static SKTypeface LoadTypeface()
    {
        using Stream stream = typeof(Data.Charts.ChartStyle).Assembly.GetManifestResourceStream("OpenSans-Bold.ttf")!;
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
