using Honnan.World.Scenery;
using SkiaSharp;

namespace Honnan.World.Sprites;

/// <summary>Draws dabs and strokes of leaf and wood on a sprite.</summary>
internal sealed class SpritePen(SKCanvas canvas, Draws draws) : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _stroke = new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeCap = SKStrokeCap.Round };

    public Draws Draws => draws;

    /// <summary>A leaf: an oval.</summary>
    public void Leaf(double x, double y, double length, double width, double degrees, double light)
    {
        _fill.Color = Colour(light, wood: false);
        canvas.Save();
        canvas.Translate((float)x, (float)y);
        canvas.RotateDegrees((float)degrees);
        canvas.DrawOval(0, 0, (float)length, (float)width, _fill);
        canvas.Restore();
    }

    /// <summary>A stroke of leaf.</summary>
    public void Blade(double x0, double y0, double x1, double y1, double width, double light) => Stroke(x0, y0, x1, y1, width, Colour(light, wood: false));

    /// <summary>A stroke of wood.</summary>
    public void Branch(double x0, double y0, double x1, double y1, double width, double light) => Stroke(x0, y0, x1, y1, width, Colour(light, wood: true));

    /// <summary>An upright trunk, rounded by its shading: light from the left.</summary>
    public void Trunk(double x, double bottom, double top, double bottomWidth, double topWidth, double lean = 0)
    {
        const int Strips = 7;
        for (int i = 0; i < Strips; i++)
        {
            double from = ((double)i / Strips) - 0.5;
            double to = ((i + 1.6) / Strips) - 0.5;
            using var path = new SKPathBuilder();
            path.MoveTo((float)(x + (from * bottomWidth)), (float)bottom);
            path.LineTo((float)(x + (Math.Min(to, 0.5) * bottomWidth)), (float)bottom);
            path.LineTo((float)(x + lean + (Math.Min(to, 0.5) * topWidth)), (float)top);
            path.LineTo((float)(x + lean + (from * topWidth)), (float)top);
            path.Close();
            using SKPath strip = path.Detach();
            double across = (i + 0.5) / Strips;
            _fill.Color = Colour(0.95 - (0.7 * Math.Abs(across - 0.28)), wood: true);
            canvas.DrawPath(strip, _fill);
        }
    }

    public void Dispose()
    {
        _fill.Dispose();
        _stroke.Dispose();
    }

    private void Stroke(double x0, double y0, double x1, double y1, double width, SKColor colour)
    {
        _stroke.Color = colour;
        _stroke.StrokeWidth = (float)width;
        canvas.DrawLine((float)x0, (float)y0, (float)x1, (float)y1, _stroke);
    }

    private static SKColor Colour(double light, bool wood) =>
        new((byte)Math.Clamp(light * 255, 0, 255), wood ? (byte)255 : (byte)0, 0);
}
