using SkiaSharp;

namespace Honnan.Data.Tests.Sources;

/// <summary>Encoded pictures drawn by the tests.</summary>
internal static class DrawnPictures
{
    public static byte[] Jpeg(int width, int height, int seed)
    {
        using var map = new SKBitmap(width, height);
        var random = new Random(seed);
        using (var canvas = new SKCanvas(map))
        {
            canvas.Clear(new SKColor((uint)random.Next() | 0xFF000000));
            using var paint = new SKPaint();
            for (int i = 0; i < 20; i++)
            {
                paint.Color = new SKColor((uint)random.Next() | 0xFF000000);
                canvas.DrawRect(random.Next(width), random.Next(height), random.Next(40), random.Next(40), paint);
            }
        }

        using SKData data = map.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
