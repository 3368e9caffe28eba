using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Textures;

/// <summary>Bare soil beside the road, ragged towards the grass and blown over the asphalt's edge.</summary>
/// <param name="road">The road, for the distance from it.</param>
/// <param name="from">Metres from the road's middle to the soil's inner edge.</param>
/// <param name="width">The soil's width in metres.</param>
/// <param name="colour">The soil's colour.</param>
internal readonly struct BareSoilTexture(Road road, float from, float width, Rgb colour) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        float side = (float)Math.Abs(u - road.MiddleAt(v));
        float patch = NoiseTile.Fine.At(u * 7, v * 7, footprint * 7) - 0.5f;
        float grain = NoiseTile.Grain.At(u * 46, v * 46, footprint * 40) - 0.5f;
        float ragged = (patch * 1.1f) + (grain * 0.25f);
        float inner = Math.Clamp((side - from + 0.12f + (ragged * 0.35f)) / (0.15f + footprint), 0, 1);
        float outer = Math.Clamp((from + width - side + (ragged * width * 0.5f)) / (0.25f + footprint), 0, 1);
        opacity = inner * outer;
        return colour * (1 + (patch * 0.3f) + (grain * 0.45f));
    }
}
