using Honnan.Data;
using SkiaSharp;
using static Honnan.Learning.Probes.StrangePictures;

namespace Honnan.Learning.Probes;

/// <summary>Pictures without things in them: noise, one colour, what a lens shows from too near.</summary>
internal static class TexturePainter
{
    /// <summary>Perlin's noise of some octaves in some colours.</summary>
    public static void Noise(SKCanvas canvas, PictureSize size, Random random)
    {
        canvas.Clear(Colour(random, 60, 80, 20));
        (float across, float down) = (Between(random, 0.004, 0.12), Between(random, 0.004, 0.12));
        using SKShader noise = random.NextDouble() < 0.5
            ? SKShader.CreatePerlinNoiseFractalNoise(across, down, random.Next(1, 6), random.Next(1000))
            : SKShader.CreatePerlinNoiseTurbulence(across, down, random.Next(1, 6), random.Next(1000));
        using var paint = new SKPaint { Shader = noise };
        canvas.DrawRect(0, 0, size.Width, size.Height, paint);
        if (random.NextDouble() < 0.4)
        {
            using var veil = new SKPaint { Color = Colour(random, 80, 70, 20).WithAlpha((byte)random.Next(60, 160)) };
            canvas.DrawRect(0, 0, size.Width, size.Height, veil);
        }
    }

    /// <summary>One colour, with a little grain.</summary>
    public static void Blank(SKCanvas canvas, PictureSize size, Random random)
    {
        canvas.Clear(random.Next(4) switch
        {
            0 => SKColors.Black,
            1 => SKColors.White,
            _ => Colour(random, 90, 90, 8),
        });
        using var grain = new SKPaint { Color = SKColors.Gray.WithAlpha((byte)random.Next(4, 30)) };
        for (int i = random.Next(3000); i > 0; i--)
        {
            canvas.DrawPoint(Between(random, 0, size.Width), Between(random, 0, size.Height), grain);
        }
    }

    /// <summary>A smooth gradient with blurred blobs, one of them less so: a flower, a coin, an insect.</summary>
    public static void Macro(SKCanvas canvas, PictureSize size, Random random)
    {
        var centre = new SKPoint(Between(random, 0.2, 0.8) * size.Width, Between(random, 0.2, 0.8) * size.Height);
        using SKShader gradient = SKShader.CreateRadialGradient(
            centre, size.Width * Between(random, 0.4, 0.9), [Colour(random, 80, 80, 30), Colour(random, 70, 60, 15), Colour(random, 60, 40, 5)], null, SKShaderTileMode.Clamp);
        using var ground = new SKPaint { Shader = gradient };
        canvas.DrawRect(0, 0, size.Width, size.Height, ground);
        int blobs = random.Next(5, 14);
        for (int i = 0; i <= blobs; i++)
        {
            float blur = i == blobs ? 3 : Between(random, 14, 45);
            using SKImageFilter soft = SKImageFilter.CreateBlur(blur, blur);
            using var paint = new SKPaint { Color = Colour(random, 95, 85, 20).WithAlpha((byte)random.Next(90, 255)), ImageFilter = soft, IsAntialias = true };
            canvas.DrawOval(
                i == blobs ? centre.X : Between(random, 0, size.Width), i == blobs ? centre.Y : Between(random, 0, size.Height),
                Between(random, 0.05, 0.25) * size.Width, Between(random, 0.05, 0.3) * size.Height, paint);
        }
    }
}
