using Honnan.Data;
using SkiaSharp;
using static Honnan.Learning.Probes.StrangePictures;

namespace Honnan.Learning.Probes;

/// <summary>The inside of a room: walls in perspective, a window or a picture, boxes for furniture, a lamp.</summary>
internal static class RoomPainter
{
    /// <summary>Draws a room.</summary>
    public static void Room(SKCanvas canvas, PictureSize size, Random random)
    {
        (float w, float h) = (size.Width, size.Height);
        float left = Between(random, 0.12, 0.32) * w;
        float right = w - (Between(random, 0.12, 0.32) * w);
        float top = Between(random, 0.1, 0.28) * h;
        float bottom = h - (Between(random, 0.15, 0.35) * h);
        SKColor wall = Colour(random, 35, 88, 45);
        Quad(canvas, Shade(wall, 1.12), (0, 0), (w, 0), (right, top), (left, top)); // ceiling
        Quad(canvas, Colour(random, 45, 60, 20), (0, h), (w, h), (right, bottom), (left, bottom)); // floor
        Quad(canvas, Shade(wall, 0.86), (0, 0), (left, top), (left, bottom), (0, h));
        Quad(canvas, Shade(wall, 0.94), (w, 0), (right, top), (right, bottom), (w, h));
        Quad(canvas, wall, (left, top), (right, top), (right, bottom), (left, bottom));
        Window(canvas, random, left, right, top, bottom);
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            Furniture(canvas, random, w, h, bottom);
        }

        using SKMaskFilter glow = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 0.05f * h);
        using var lamp = new SKPaint { Color = new SKColor(255, 240, 200, 200), MaskFilter = glow };
        canvas.DrawCircle(Between(random, 0.3, 0.7) * w, 0.5f * top, 0.07f * h, lamp);
    }

    private static void Window(SKCanvas canvas, Random random, float left, float right, float top, float bottom)
    {
        float x = left + ((right - left) * Between(random, 0.1, 0.5));
        float y = top + ((bottom - top) * Between(random, 0.15, 0.3));
        float width = (right - left) * Between(random, 0.2, 0.4);
        float height = (bottom - top) * Between(random, 0.3, 0.5);
        using var pane = new SKPaint { Color = Colour(random, 70, 90, 40) };
        using var frame = new SKPaint { Color = Colour(random, 30, 95, 15), Style = SKPaintStyle.Stroke, StrokeWidth = 5, IsAntialias = true };
        canvas.DrawRect(x, y, width, height, pane);
        canvas.DrawRect(x, y, width, height, frame);
        canvas.DrawLine(x + (width / 2), y, x + (width / 2), y + height, frame);
    }

    private static void Furniture(SKCanvas canvas, Random random, float w, float h, float floor)
    {
        float width = Between(random, 0.12, 0.34) * w;
        float height = Between(random, 0.12, 0.4) * h;
        float x = Between(random, 0, w - width);
        float y = Math.Min(h - height, floor + Between(random, -0.3, 0.1) * h);
        float depth = Between(random, 0.02, 0.07) * w;
        SKColor colour = Colour(random, 60, 65, 15);
        Quad(canvas, Shade(colour, 1.2), (x, y), (x + width, y), (x + width - depth, y - depth), (x + depth, y - depth));
        Quad(canvas, colour, (x, y), (x + width, y), (x + width, y + height), (x, y + height));
        using var line = new SKPaint { Color = Shade(colour, 0.7), Style = SKPaintStyle.Stroke, StrokeWidth = 2 };
        int drawers = random.Next(1, 4);
        for (int i = 1; i < drawers; i++)
        {
            canvas.DrawLine(x, y + (i * height / drawers), x + width, y + (i * height / drawers), line);
        }
    }

    private static void Quad(SKCanvas canvas, SKColor colour, params ReadOnlySpan<(float X, float Y)> corners)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(corners[0].X, corners[0].Y);
        foreach ((float x, float y) in corners[1..])
        {
            path.LineTo(x, y);
        }

        path.Close();
        using SKPath shape = path.Detach();
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawPath(shape, paint);
    }

    private static SKColor Shade(SKColor colour, double factor) => new(
        (byte)Math.Clamp(colour.Red * factor, 0, 255), (byte)Math.Clamp(colour.Green * factor, 0, 255), (byte)Math.Clamp(colour.Blue * factor, 0, 255));
}
