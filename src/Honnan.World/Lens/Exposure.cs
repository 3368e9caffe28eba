using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Lens;

/// <summary>What a camera makes of the light: brightness, contrast and colour balance, a little different every time, and faint noise.</summary>
internal static class Exposure
{
    public static void Apply(Canvas canvas, Draws draws)
    {
        double gain = draws.Between(0.90, 1.14);
        double gamma = draws.Between(0.86, 1.12);
        double contrast = draws.Between(0.94, 1.10);
        double warm = draws.Between(-0.035, 0.035);
        double green = draws.Between(-0.015, 0.015);
        uint noise = (uint)draws.Below(int.MaxValue);
        byte[] red = Curve(gain * (1 + warm), gamma, contrast);
        byte[] greens = Curve(gain * (1 + green), gamma, contrast);
        byte[] blue = Curve(gain * (1 - warm), gamma, contrast);
        uint[] pixels = canvas.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            uint h = ((uint)i * 0x9E3779B1) ^ noise;
            h = (h ^ (h >> 15)) * 0x2C1B3C6D;
            int grain = (int)((h >> 16) & 3) + (int)((h >> 24) & 3) - 3; // a triangle about 0, up to 3 levels
            uint pixel = pixels[i];
            pixels[i] = Shifted(red[pixel & 255], grain) | (Shifted(greens[(pixel >> 8) & 255], grain) << 8) | (Shifted(blue[(pixel >> 16) & 255], grain) << 16);
        }
    }

    private static uint Shifted(byte level, int by) => (uint)Math.Clamp(level + by, 0, 255);

    private static byte[] Curve(double gain, double gamma, double contrast)
    {
        var curve = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            double level = Math.Pow(i / 255.0, gamma) * gain;
            level = ((level - 0.5) * contrast) + 0.5;
            level = level > 0.88 ? 0.88 + (0.12 * (1 - Math.Exp(-(level - 0.88) / 0.12))) : level; // highlights roll off
            curve[i] = (byte)Math.Clamp(Math.Round(level * 255), 0, 255);
        }

        return curve;
    }
}
