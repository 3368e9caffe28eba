using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>
/// Paints the ground below the horizon: asphalt, kerb and pavement or soil, grass, and fields beyond; each pixel by where its ray
/// meets the ground. What is painted on the road lies above this.
/// </summary>
internal sealed class GroundPainter(Canvas canvas, Camera camera, Daylight light, Road road, Plants plants)
{
    private const float Edge = 40; // metres; fields begin here
    private static readonly Rgb Kerb = new(0.66f, 0.65f, 0.62f);

    private readonly float _half = (float)road.HalfWidth;
    private readonly float _pavement = (float)(road.HasKerb ? road.HalfWidth + 0.15 + road.PavementWidth : road.HalfWidth);
    private readonly float _verge = (float)road.VergeFrom;
    private readonly float _shiftX = (float)road.NoiseShift.X;
    private readonly float _shiftY = (float)road.NoiseShift.Y;
    private readonly Rgb _asphalt = new(road.AsphaltLevel + road.AsphaltWarmth, road.AsphaltLevel, road.AsphaltLevel - road.AsphaltWarmth + 0.012f);

    private NoiseTile.Level _grain;
    private NoiseTile.Level _patch;
    private NoiseTile.Level _meadow;

    public void Paint()
    {
        double height = camera.Position.Y;
        for (int y = Math.Max(0, (int)camera.HorizonRow); y < canvas.Height; y++)
        {
            float slope = camera.Slope(y);
            if (slope > -5e-4f)
            {
                continue;
            }

            double along = -height / slope;
            Lighting lighting = light.On(Geometry.Vector3D.Up, along);
            float across = (float)(along / camera.Focal);
            float deep = (float)(along * along / (camera.Focal * height));
            float footprint = MathF.Sqrt(across * deep);
            _grain = NoiseTile.Grain.LevelFor(footprint * 40);
            _patch = NoiseTile.Fine.LevelFor(footprint * 3.1f);
            _meadow = NoiseTile.Coarse.LevelFor(footprint * 1.3f);
            int row = y * canvas.Width;
            for (int x = 0; x < canvas.Width; x++)
            {
                double worldX = camera.Position.X + (along * camera.RayX[x]);
                double s = camera.Position.Z + (along * camera.RayZ[x]);
                float u = (float)(worldX - road.MiddleAt(s));
                float pixel = across * camera.Lengthening[x];
                Rgb own = Colour(u, (float)s, (float)worldX, pixel, footprint);
                canvas.Blend(row + x, lighting.Apply(own, canvas.Shade[row + x] * (1f / 255f)), 255, canvas.ShadeOwners[row + x]);
            }
        }
    }

    private Rgb Colour(float u, float s, float x, float pixel, float footprint)
    {
        float grain = _grain.At((x * 52) + _shiftX, (s * 52) + _shiftY) - 0.5f;
        float patch = _patch.At((x * 3.1f) + _shiftY, (s * 3.1f) + _shiftX) - 0.5f;
        float side = Math.Abs(u);
        float wobble = road.HasKerb ? 0 : (patch * 0.55f) + (grain * 0.12f);
        float onRoad = Inside(_half - side + wobble, pixel);
        if (road.SideRoadAt is { } at && Math.Sign(u) == road.SideRoadSide)
        {
            float corner = 3.5f * Math.Clamp(1 - ((side - _half) / 3.5f), 0, 1);
            onRoad = Math.Max(onRoad, Inside((float)road.SideRoadHalfWidth + (corner * corner / 3.5f) - Math.Abs(s - (float)at) + wobble, footprint));
        }

        if (onRoad >= 1)
        {
            return Asphalt(u, s, grain, patch, footprint);
        }

        Rgb beside = Beside(u, s, x, side, grain, patch, pixel, footprint);
        return onRoad <= 0 ? beside : beside.Mixed(Asphalt(u, s, grain, patch, footprint), onRoad);
    }

    private Rgb Asphalt(float u, float s, float grain, float patch, float footprint)
    {
        float level = 1 + (grain * 0.32f) + (patch * 0.14f);
        float lane = Math.Abs(Math.Abs(u) - (_half / 2));
        float tracks = 1 - Math.Min(1, Math.Abs(lane - 0.75f) * 2.2f); // where wheels roll
        level += tracks * 0.045f;
        if (road.Wear > 0.35f && footprint < 0.25f)
        {
            float crack = Math.Abs(NoiseTile.Coarse.At((u * 11) + _shiftX, (s * 7) + _shiftY, footprint * 11) - 0.5f);
            level -= Math.Max(0, 0.012f - crack) * 24 * (road.Wear - 0.35f) * (1 - (footprint * 4));
        }

        if (road.Wear > 0.6f)
        {
            float mend = NoiseTile.Coarse.At((u * 2.4f) + _shiftY, (s * 1.1f) + _shiftX, footprint * 2);
            level -= mend > 0.68f ? 0.11f : 0;
        }

        return _asphalt * level;
    }

    private Rgb Beside(float u, float s, float x, float side, float grain, float patch, float pixel, float footprint)
    {
        Rgb soil = plants.Soil * (1 + (grain * 0.5f) + (patch * 0.3f));
        float meadow = _meadow.At((x * 1.3f) + _shiftX, (s * 1.3f) + _shiftY);
        float blades = Math.Clamp(0.40f + (grain * 1.35f) + (patch * 0.5f) + ((meadow - 0.5f) * 0.8f), 0, 1);
        Rgb grass = plants.GrassDark.Mixed(plants.GrassLight, blades);
        grass = grass.Mixed(soil, Math.Clamp((0.27f - meadow) * 5, 0, 0.7f));
        float away = Inside(side - Edge + ((meadow - 0.5f) * 6), footprint + 1);
        if (away > 0)
        {
            float rows = NoiseTile.Coarse.At((u * 5) + _shiftY, (s * 0.4f) + _shiftX, footprint * 5) - 0.5f;
            grass = grass.Mixed(plants.Field * (1 + (rows * 0.35f) + (grain * 0.2f)), away);
        }

        float toGrass = Inside(side - _verge + (patch * 1.3f) + (grain * 0.35f), pixel + 0.12f);
        Rgb beside = soil.Mixed(grass, toGrass);
        if (!road.HasKerb)
        {
            return beside;
        }

        float onPavement = Inside(_pavement - side, pixel);
        if (onPavement > 0)
        {
            float seam = Seam(s, 1.2f, footprint) + Seam(u, 0.6f, pixel);
            Rgb paved = Rgb.Grey(0.60f) * (1 + (grain * 0.16f) + (patch * 0.14f) - (seam * 0.22f));
            float kerb = Inside(_half + 0.15f - side, pixel);
            float gutter = Inside(_half + 0.02f - side, pixel) * 0.45f;
            beside = beside.Mixed(paved.Mixed(Kerb * (1 + (grain * 0.15f) - (Seam(s, 1f, footprint) * 0.3f) - gutter), kerb), onPavement);
        }

        return beside;
    }

    /// <summary>The share of a pixel that lies inside an edge, by the signed distance from it.</summary>
    private static float Inside(float distance, float pixel) => Math.Clamp((distance / Math.Max(pixel, 1e-4f)) + 0.5f, 0, 1);

    /// <summary>1 on a joint of slabs of a length, 0 off it; nothing where a pixel is as large as a slab.</summary>
    private static float Seam(float at, float length, float footprint)
    {
        float off = Math.Abs((at / length) - MathF.Round(at / length)) * length;
        float width = 0.012f + (footprint / 2);
        return Math.Clamp(1 - (off / width), 0, 1) * Math.Clamp(0.024f / (2 * width), 0, 1) * 2;
    }
}
