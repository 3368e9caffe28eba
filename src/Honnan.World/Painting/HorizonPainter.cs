using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>Paints what stands around at the horizon, column by column: hills, and the edge of a wood before them.</summary>
internal static class HorizonPainter
{
    public static void Paint(Canvas canvas, Camera camera, Daylight light, Plants plants, Draws draws)
    {
        int hills = draws.Below(3);
        double top = draws.Between(0.015, 0.085);
        for (int i = 0; i < hills; i++)
        {
            double height = top * (1 - (0.42 * i));
            float haze = 0.78f - (0.16f * i) - (0.1f * (float)draws.Between(0.0, 1.0));
            Rgb own = plants.FarWood.Mixed(plants.Field, draws.Between(0.1f, 0.5f));
            Band(canvas, camera, light, own, haze, height, 24 + (20 * i), draws.Between(0.0, 512.0), 0.35f, 0.15f);
        }

        Band(canvas, camera, light, plants.FarWood, draws.Between(0.34f, 0.5f), draws.Between(0.02, 0.05), 150, draws.Between(0.0, 512.0), 0.75f, 0.8f);
    }

    /// <summary>One silhouette all around.</summary>
    /// <param name="canvas">Where to paint.</param>
    /// <param name="camera">The view.</param>
    /// <param name="light">The light.</param>
    /// <param name="own">Its own colour.</param>
    /// <param name="haze">Share of air.</param>
    /// <param name="height">The greatest tangent of its elevation.</param>
    /// <param name="radius">How fast it changes: the radius of the circle on which the noise is read.</param>
    /// <param name="shift">Where the noise is read.</param>
    /// <param name="roughness">Share of small bumps, 0 to 1.</param>
    /// <param name="grain">How strongly its inside varies, 0 to 1.</param>
    private static void Band(Canvas canvas, Camera camera, Daylight light, Rgb own, float haze, double height, double radius, double shift, float roughness, float grain)
    {
        Lighting lighting = new(light.Sky + (light.Sun * 0.45f), light.Sky, light.Horizon, haze);
        int bottom = Math.Min(canvas.Height, (int)camera.HorizonRow + 2);
        for (int x = 0; x < canvas.Width; x++)
        {
            float along = (float)camera.Azimuths[x];
            (double sin, double cos) = Math.SinCos(along);
            float cx = (float)((cos * radius) + shift);
            float cy = (float)((sin * radius) + shift);
            float coarse = NoiseTile.Coarse.At(cx, cy, 1);
            float fine = NoiseTile.Fine.At(cx * 9, cy * 9, 1);
            double tangent = height * Math.Max(0.12, (coarse * 1.5) - 0.25 + ((fine - 0.5) * roughness * 0.9));
            double edge = camera.HorizonRow - (tangent * camera.Lengthening[x] * camera.Focal);
            int first = Math.Max(0, (int)edge);
            for (int y = first; y < bottom; y++)
            {
                float depth = (float)((y - edge) / Math.Max(1, camera.HorizonRow - edge));
                float mottled = NoiseTile.Fine.At(cx * 14, (float)(camera.Slope(y) * 4000) + (fine * 30), 2) - 0.5f;
                Rgb colour = lighting.Apply(own * (1.12f - (0.35f * depth) + (mottled * grain)));
                int alpha = y == first ? (int)((1 - (edge - first)) * 255) : 255;
                if (alpha > 0)
                {
                    canvas.Blend((y * canvas.Width) + x, colour, Math.Min(alpha, 255), 0);
                }
            }
        }
    }
}
