using System.Text;
using SkiaSharp;

namespace Honnan.Learning.Charts;

/// <summary>Runs a drawing once for pixels, once for SVG.</summary>
internal static class ChartCanvas
{
    /// <summary>A PNG file's bytes, on white.</summary>
    public static byte[] Png(float width, float height, float scale, Action<SKCanvas> draw)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)MathF.Ceiling(width * scale), (int)MathF.Ceiling(height * scale)))
            ?? throw new InvalidOperationException($"no surface of {width} x {height} at {scale}");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>An SVG file's bytes, on white.</summary>
    public static byte[] Svg(float width, float height, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            canvas.Clear(SKColors.White);
            draw(canvas);
        }

        // Readers that lack the font shall take another one without serifs.
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(stream.ToArray()).Replace(
            "font-family=\"Open Sans\"", "font-family=\"Open Sans, Helvetica, Arial, sans-serif\"", StringComparison.Ordinal));
    }
}
