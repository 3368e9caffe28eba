using SkiaSharp;

namespace Honnan.World.Sprites;

/// <summary>
/// A plant as it is seen from any side, without colours: every pixel says how bright it is (red), whether it is wood rather than
/// leaf (green), and how much it covers (alpha); red and green are multiplied by alpha. Halved again and again for small sizes.
/// </summary>
internal sealed class Sprite
{
    private readonly List<Level> _levels = [];

    /// <param name="width">Pixels; a power of two times a small number halves well.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="draw">Draws it: red is brightness, green is wood.</param>
    public Sprite(int width, int height, Action<SKCanvas> draw)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using SKSurface surface = SKSurface.Create(info)
            ?? throw new InvalidOperationException($"no surface of {width} x {height}");
        surface.Canvas.Clear(SKColors.Transparent);
        draw(surface.Canvas);
        using SKPixmap pixels = surface.PeekPixels();
        var level = new Level(width, height, pixels.GetPixelSpan<uint>().ToArray());
        _levels.Add(level);
        while (level.Width > 8 && level.Height > 8)
        {
            level = level.Halved();
            _levels.Add(level);
        }

        Aspect = (double)width / height;
    }

    /// <summary>Width over height.</summary>
    public double Aspect { get; }

    /// <summary>The level whose pixels are at most as large as wanted, for a sprite drawn so many pixels high.</summary>
    public Level For(double pixelsHigh)
    {
        int level = 0;
        while (level < _levels.Count - 1 && _levels[level + 1].Height >= pixelsHigh * 0.9)
        {
            level++;
        }

        return _levels[level];
    }

    /// <summary>The sprite at one size.</summary>
    internal sealed record Level(int Width, int Height, uint[] Pixels)
    {
        public Level Halved()
        {
            int width = Width / 2;
            int height = Height / 2;
            var half = new uint[width * height];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    int at = (2 * y * Width) + (2 * x);
                    half[(y * width) + x] = Mean(Pixels[at], Pixels[at + 1], Pixels[at + Width], Pixels[at + Width + 1]);
                }
            }

            return new Level(width, height, half);
        }

        private static uint Mean(uint a, uint b, uint c, uint d)
        {
            const uint Even = 0x00FF00FF;
            uint low = (a & Even) + (b & Even) + (c & Even) + (d & Even) + 0x00020002;
            uint high = ((a >> 8) & Even) + ((b >> 8) & Even) + ((c >> 8) & Even) + ((d >> 8) & Even) + 0x00020002;
            return ((low >> 2) & Even) | (((high >> 2) & Even) << 8);
        }
    }
}
