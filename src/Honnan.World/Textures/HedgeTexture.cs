using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>A clipped hedge or shrubbery: leaves in light and shadow, ragged at the top.</summary>
/// <param name="dark">Leaves in shadow.</param>
/// <param name="light">Leaves in light.</param>
/// <param name="height">Metres.</param>
internal readonly struct HedgeTexture(Rgb dark, Rgb light, float height) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        float coarse = NoiseTile.Fine.At(u * 22, v * 22, footprint * 22) - 0.5f;
        float leaf = NoiseTile.Grain.At(u * 55, v * 55, footprint * 55) - 0.5f;
        float top = height - 0.06f + (coarse * 0.22f) + (leaf * 0.10f);
        opacity = Math.Clamp(((top - v) / Math.Max(footprint, 0.01f)) + 0.5f, 0, 1);
        float level = 0.30f + (0.30f * Math.Clamp(v / height, 0, 1)) + (coarse * 0.7f) + (leaf * 0.75f);
        return dark.Mixed(light, Math.Clamp(level, 0, 1));
    }
}
