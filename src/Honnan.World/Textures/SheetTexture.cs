using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Metal sheets with standing seams or waves up the slope.</summary>
/// <param name="colour">Their colour.</param>
/// <param name="width">Metres from seam to seam.</param>
internal readonly struct SheetTexture(Rgb colour, float width) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float across = u / width;
        across -= MathF.Floor(across);
        float detail = Math.Clamp((width / footprint / 2) - 0.5f, 0, 1);
        float wave = (across < 0.12f ? 0.14f : across < 0.24f ? -0.22f : 0) * detail;
        float blotch = NoiseTile.Fine.At(u * 4, v * 4, footprint * 4) - 0.5f;
        float rust = Math.Max(0, NoiseTile.Coarse.At(u * 22, v * 4, footprint * 14) - 0.56f);
        return (colour * (1 + wave + (blotch * 0.12f))).Mixed(new Rgb(0.42f, 0.30f, 0.22f), rust * 0.5f);
    }
}
