using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Paint on a road, worn through in places.</summary>
/// <param name="colour">The paint's.</param>
/// <param name="wear">How worn it is, 0 to 1.</param>
internal readonly struct PaintTexture(Rgb colour, float wear) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        float grain = NoiseTile.Grain.At(u * 48, v * 48, footprint * 48) - 0.5f;
        float patch = NoiseTile.Fine.At(u * 14, v * 14, footprint * 14) - 0.5f;
        opacity = Math.Clamp(0.97f - (wear * (0.25f + (grain * 0.9f) + (patch * 1.1f))), 0.25f, 1);
        return colour * (1 + (patch * 0.14f));
    }
}
