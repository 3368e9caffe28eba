using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Rubble: stones of uneven size with dark joints.</summary>
internal readonly struct StoneTexture(Rgb colour) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float warp = (NoiseTile.Fine.At(u * 20, v * 20, footprint * 20) - 0.5f) * 0.16f;
        float rows = (v + warp) / 0.22f;
        float row = MathF.Floor(rows);
        float columns = ((u + warp) / 0.36f) + (row * 0.37f);
        float column = MathF.Floor(columns);
        float edge = Math.Min(Math.Min(rows - row, 1 - rows + row) * 0.22f, Math.Min(columns - column, 1 - columns + column) * 0.36f);
        float detail = Math.Clamp((0.11f / footprint) - 0.5f, 0, 1);
        float joint = Math.Clamp((0.022f - edge) / (footprint + 0.012f), 0, 1) * detail;
        float tone = NoiseTile.Grain.At(column * 29.1f, row * 53.3f, 0) - 0.5f;
        float grain = NoiseTile.Grain.At(u * 70, v * 70, footprint * 70) - 0.5f;
        return colour * ((1 + (tone * 0.5f * detail) + (grain * 0.2f)) * (1 - (joint * 0.5f)));
    }
}
