using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>Paints high mountains at the horizon: rock and snow, lit from the sun's side, woods at their feet, all behind much air.</summary>
internal static class MountainPainter
{
    private static readonly Rgb Snow = new(0.95f, 0.97f, 1.0f);
    private static readonly Rgb Rock = new(0.40f, 0.40f, 0.43f);
    private static readonly Rgb Wood = new(0.24f, 0.32f, 0.25f);

    /// <param name="canvas">Where to paint.</param>
    /// <param name="camera">The view.</param>
    /// <param name="light">The light.</param>
    /// <param name="owner">The cue's bit.</param>
    /// <param name="draws">Chooses their shape.</param>
    public static void Paint(Canvas canvas, Camera camera, Daylight light, byte owner, Draws draws)
    {
        double height = draws.Between(0.30, 0.44);
        float snowLine = draws.Between(0.34f, 0.5f);
        double shift = draws.Between(0.0, 512.0);
        float haze = light.Weather == Weather.Hazy ? 0.62f : draws.Between(0.22f, 0.36f);
        var back = new Range(height, 62, shift, snowLine - 0.08f, haze + 0.16f);
        var front = new Range(height * 0.62, 88, shift + 201, snowLine + 0.18f, haze);
        Paint(canvas, camera, light, owner, back);
        Paint(canvas, camera, light, owner, front);
    }

    private static void Paint(Canvas canvas, Camera camera, Daylight light, byte owner, Range range)
    {
        int bottom = Math.Min(canvas.Height, (int)camera.HorizonRow + 2);
        for (int x = 0; x < canvas.Width; x++)
        {
            (double sin, double cos) = Math.SinCos(camera.Azimuths[x]);
            double tangent = range.Tangent(sin, cos);
            double edge = camera.HorizonRow - (tangent * camera.Lengthening[x] * camera.Focal);
            double sunSide = (cos * light.ToSun.X) - (sin * light.ToSun.Z); // which flank the sun shines on
            int first = Math.Max(0, (int)Math.Floor(edge));
            for (int y = first; y < bottom; y++)
            {
                double up = (camera.HorizonRow - (y + 0.5)) / camera.Focal / camera.Lengthening[x];
                Rgb colour = range.Colour(sin, cos, up, tangent, sunSide, light);
                double covered = Math.Clamp(y + 1 - edge, 0, 1);
                int alpha = (int)((covered * 255) + 0.5);
                if (alpha > 0)
                {
                    canvas.Blend((y * canvas.Width) + x, colour, alpha, owner);
                }
            }
        }
    }

    /// <summary>One range of peaks.</summary>
    private sealed record Range(double Height, double Radius, double Shift, float SnowLine, float Haze)
    {
        public double Tangent(double sin, double cos)
        {
            float x = (float)((sin * Radius) + Shift);
            float y = (float)((cos * Radius) + Shift);
            float broad = NoiseTile.Coarse.At(x, y, 1);
            float sharp = 1 - (Math.Abs(NoiseTile.Coarse.At(x * 2.3f, y * 2.3f, 1) - 0.5f) * 2.6f);
            float fine = 1 - (Math.Abs(NoiseTile.Fine.At(x * 4.1f, y * 4.1f, 1) - 0.5f) * 2.4f);
            return Height * Math.Max(0.2, 0.14 + (broad * 0.62) + (sharp * 0.32) + ((fine - 0.5) * 0.16));
        }

        public Rgb Colour(double sin, double cos, double up, double tangent, double sunSide, Daylight light)
        {
            float share = (float)(up / Height);
            float x = (float)((sin * Radius * 6) + Shift);
            float y = (float)((cos * Radius * 6) + Shift);
            float v = share * 95;
            float ridge = NoiseTile.Coarse.At(x + (v * 0.5f), y + v, 1);
            float beside = NoiseTile.Coarse.At((float)((sin + (cos * 0.012)) * Radius * 6) + (float)Shift + (v * 0.5f), (float)((cos - (sin * 0.012)) * Radius * 6) + (float)Shift + v, 1);
            float slope = (ridge - beside) * 5.5f;
            float facet = Math.Clamp(0.62f + (slope * (float)(sunSide >= 0 ? 1 : -1)), 0.12f, 1.05f);
            float rough = NoiseTile.Fine.At(x * 2, (v * 3) + y, 1) - 0.5f;
            float snow = Math.Clamp((share - SnowLine + (rough * 0.42f) + ((ridge - 0.5f) * 0.38f)) * 7, 0, 1);
            float wooded = Math.Clamp((SnowLine - 0.14f - share + (rough * 0.2f)) * 8, 0, 1);
            Rgb ground = (Rock * (1 + (rough * 0.5f))).Mixed(Wood * (1 + (rough * 0.3f)), wooded);
            Rgb own = ground.Mixed(Snow, snow);
            Rgb sun = light.Sky.Mixed(light.Sky + light.Sun, facet);
            float nearTop = (float)Math.Clamp((tangent - up) / tangent, 0, 1);
            return (own * sun).Mixed(light.Horizon, Math.Clamp(Haze + (nearTop * 0.22f), 0, 0.9f));
        }
    }
}
