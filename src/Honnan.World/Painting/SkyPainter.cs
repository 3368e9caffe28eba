using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>
/// Paints the whole canvas as sky: a gradient from the horizon to the zenith, the sun's glow, and a level layer of clouds. Every
/// second pixel is computed, the others lie between.
/// </summary>
internal static class SkyPainter
{
    private const int Step = 2;
    private const float CloudScale = 55; // units of the noise's tile to a cloud layer's height

    public static void Paint(Canvas canvas, Camera camera, Daylight light)
    {
        int columns = ((canvas.Width + Step - 1) / Step) + 1;
        int horizon = Math.Clamp((int)Math.Ceiling(camera.HorizonRow) + Step, 0, canvas.Height);
        int rows = ((horizon + Step - 1) / Step) + 1;
        var grid = new Rgb[columns * rows];
        for (int j = 0; j < rows; j++)
        {
            float slope = Math.Max(camera.Slope(j * Step), 0);
            for (int i = 0; i < columns; i++)
            {
                int x = camera.Wraps ? i * Step % canvas.Width : Math.Min(i * Step, canvas.Width - 1);
                grid[(j * columns) + i] = Colour(camera, light, x, slope);
            }
        }

        var line = new Rgb[columns];
        for (int y = 0; y < horizon; y++)
        {
            ReadOnlySpan<Rgb> above = grid.AsSpan(y / Step * columns, columns);
            ReadOnlySpan<Rgb> below = grid.AsSpan(((y / Step) + 1) * columns, columns);
            float down = y % Step / (float)Step;
            for (int i = 0; i < columns; i++)
            {
                line[i] = above[i].Mixed(below[i], down);
            }

            for (int x = 0; x < canvas.Width; x++)
            {
                int i = x / Step;
                Rgb colour = x % Step == 0 ? line[i] : (line[i] + line[i + 1]) * 0.5f;
                canvas.Blend((y * canvas.Width) + x, Dithered(colour, x, y), 255, 0);
            }
        }
    }

    private static Rgb Colour(Camera camera, Daylight light, int x, float slope)
    {
        float length = camera.Lengthening[x];
        float elevation = slope / length; // a tangent
        float norm = MathF.Sqrt((length * length) + (slope * slope));
        float up = slope / norm;
        float height = up / (up + 0.22f); // 0 at the horizon, towards 1 above
        Rgb colour = light.Horizon.Mixed(light.Zenith, Math.Min(1, height * 1.28f));
        float toSun = ((camera.RayX[x] * (float)light.ToSun.X) + (slope * (float)light.ToSun.Y) + (camera.RayZ[x] * (float)light.ToSun.Z)) / norm;
        float glow = 0;
        if (light.Weather != Weather.Overcast && toSun > 0)
        {
            float p2 = toSun * toSun;
            float p8 = p2 * p2 * p2 * p2;
            float p64 = p8 * p8;
            p64 *= p64;
            p64 *= p64;
            glow = (p8 * 0.22f) + (p64 * 0.45f) + (p64 * p64 * p64 * p64 * 1.2f);
            colour = colour.Mixed(new Rgb(1f, 0.97f, 0.88f), Math.Min(1, glow));
        }

        float reach = 1 / (elevation + 0.14f);
        float px = ((camera.RayX[x] / length) * reach * CloudScale) + (float)light.CloudShift.X;
        float py = ((camera.RayZ[x] / length) * reach * CloudScale) + (float)light.CloudShift.Y;
        float footprint = reach * reach * 0.25f;
        float noise = (NoiseTile.Coarse.At(px, py, footprint) * 0.72f) + (NoiseTile.Fine.At(px * 1.9f, py * 1.9f, footprint * 2) * 0.28f);
        if (light.Weather == Weather.Overcast)
        {
            float brightness = 0.86f + (0.34f * noise);
            return colour * brightness;
        }

        float threshold = 0.78f - (0.46f * light.Clouds);
        float cover = SmoothStep(threshold, threshold + 0.17f, noise) * Math.Min(1, 0.35f + (elevation * 5));
        if (cover > 0)
        {
            float towards = NoiseTile.Coarse.At(px + ((float)light.ToSun.X * 9), py + ((float)light.ToSun.Z * 9), footprint + 1);
            float thick = Math.Clamp((noise - threshold) * 2.2f, 0, 1);
            float lit = Math.Clamp(0.82f + ((noise - towards) * 1.1f) - (thick * 0.28f), 0.35f, 1.02f);
            Rgb cloud = new Rgb(0.62f, 0.66f, 0.72f).Mixed(new Rgb(1f, 0.99f, 0.97f).Mixed(new Rgb(1f, 0.90f, 0.76f), light.Warmth * 0.6f), lit);
            colour = colour.Mixed(cloud.Mixed(light.Horizon, Math.Clamp(0.55f - (elevation * 2.5f), 0, 0.55f)), cover * 0.95f);
        }

        return colour;
    }

    /// <summary>Half a level up or down, so that slow gradients have no bands.</summary>
    private static Rgb Dithered(Rgb colour, int x, int y)
    {
        uint h = ((uint)x * 0x9E3779B1) ^ ((uint)y * 0x85EBCA77);
        h = (h ^ (h >> 15)) * 0x2C1B3C6D;
        float by = ((h >> 8) * (1f / (1 << 24))) - 0.5f;
        return colour + Rgb.Grey(by / 255f);
    }

    private static float SmoothStep(float from, float to, float value)
    {
        float t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
