using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Coloured asphalt.</summary>
internal readonly struct LaneTexture(Rgb colour) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float grain = NoiseTile.Grain.At(u * 50, v * 50, footprint * 44) - 0.5f;
        float patch = NoiseTile.Fine.At(u * 4, v * 4, footprint * 4) - 0.5f;
        return colour * (1 + (grain * 0.34f) + (patch * 0.2f));
    }
}
