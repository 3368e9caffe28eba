using Honnan.Data.Imaging;
using SkiaSharp;

namespace Honnan.Data.Tests.Curation.Copies;

/// <summary>Panoramas of streets that do not exist: sky, houses with windows, trees, poles, a road. Each seed is another place.</summary>
internal static class DrawnStreet
{
    /// <summary>A panorama of 1320 × 331 pixels.</summary>
    public static Picture Panorama(int seed)
    {
        const int Size = 2; // what is drawn is measured in halves of a pixel
        const int Width = 2640;
        const int Height = 662;
        var random = new Random(seed);
        using var map = new SKBitmap(Width / Size, Height / Size, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(map);
        canvas.Scale(1f / Size);
        using var paint = new SKPaint { IsAntialias = true };
        using SKShader sky = SKShader.CreateLinearGradient(
            default, new SKPoint(0, Height / 2f), [Colour(random, 90, 160), Colour(random, 170, 230)], SKShaderTileMode.Clamp);
        paint.Shader = sky;
        canvas.DrawRect(0, 0, Width, Height, paint);
        paint.Shader = null;
        for (int i = 0; i < 12; i++)
        {
            paint.Color = Colour(random, 190, 250).WithAlpha(120);
            canvas.DrawOval(random.Next(Width), random.Next(Height / 3), random.Next(60, 260), random.Next(10, 50), paint);
        }

        float horizon = Height * 0.52f;
        for (int x = -100; x < Width; x += random.Next(60, 240))
        {
            House(canvas, paint, random, x, horizon, Height);
        }

        paint.Color = Colour(random, 80, 120);
        canvas.DrawRect(0, Height * 0.68f, Width, Height, paint);
        for (int i = 0; i < 18; i++)
        {
            paint.Color = Colour(random, 30, 110);
            float x = random.Next(Width), size = random.Next(20, 110);
            canvas.DrawRect(x, horizon, 6, Height * 0.16f, paint);
            canvas.DrawOval(x, horizon - (size / 2), size, size * 0.8f, paint);
        }

        for (int i = 0; i < 30; i++)
        {
            paint.Color = Colour(random, 20, 240);
            canvas.DrawRect(random.Next(Width), (Height * 0.6f) + random.Next((int)(Height * 0.3f)), random.Next(10, 90), random.Next(4, 40), paint);
        }

        byte[] rgb = new byte[map.Width * map.Height * 3];
        ReadOnlySpan<byte> pixels = map.GetPixelSpan();
        for (int i = 0; i < map.Width * map.Height; i++)
        {
            pixels.Slice(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        }

        return new Picture(new PictureSize(map.Width, map.Height), rgb);
    }

    /// <summary>A part of a panorama, scaled to a size.</summary>
    public static Picture Cut(Picture panorama, SourceBox box, PictureSize size) =>
        Resizer.Resize(panorama, size, Resampling.Bilinear, box, wrap: box.Right > panorama.Width);

    /// <summary>A picture whose levels are multiplied.</summary>
    public static Picture Lit(Picture picture, double by) =>
        picture with { Rgb = Array.ConvertAll(picture.Rgb, level => (byte)Math.Min(255, level * by)) };

    private static void House(SKCanvas canvas, SKPaint paint, Random random, float x, float horizon, int height)
    {
        float width = random.Next(60, 260), top = horizon - random.Next(20, (int)(height * 0.4));
        paint.Color = Colour(random, 60, 220);
        canvas.DrawRect(x, top, width, (height * 0.7f) - top, paint);
        paint.Color = Colour(random, 20, 230);
        int columns = random.Next(1, 6), rows = random.Next(1, 5);
        for (int i = 0; i < columns * rows; i++)
        {
            float w = width / columns, h = (horizon + 40 - top) / rows;
            canvas.DrawRect(x + (i % columns * w) + (w * 0.25f), top + (i / columns * h) + (h * 0.25f), w * 0.5f, h * 0.5f, paint);
        }
    }

    private static SKColor Colour(Random random, int from, int to) =>
        new((byte)random.Next(from, to), (byte)random.Next(from, to), (byte)random.Next(from, to));
}
