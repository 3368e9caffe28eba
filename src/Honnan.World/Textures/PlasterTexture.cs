using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>A rendered wall: faint blotches, darker near the ground.</summary>
/// <param name="colour">Its colour.</param>
/// <param name="shift">Where the noise is read, so that walls differ.</param>
/// <param name="dirt">How dirty it is, 0 to 1.</param>
internal readonly struct PlasterTexture(Rgb colour, float shift, float dirt) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float blotch = NoiseTile.Fine.At((u * 6) + shift, (v * 6) + shift, footprint * 6) - 0.5f;
        float grain = NoiseTile.Grain.At(u * 90, v * 90, footprint * 90) - 0.5f;
        float splash = Math.Clamp(1 - (v / 0.9f), 0, 1);
        float streak = Math.Max(0, NoiseTile.Coarse.At((u * 40) + shift, v * 3, footprint * 20) - 0.6f);
        return colour * (1 + (blotch * 0.13f) + (grain * 0.07f) - (dirt * ((splash * 0.22f) + (streak * 0.5f))));
    }
}
