using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Two colours in slanting stripes.</summary>
/// <param name="first">One colour.</param>
/// <param name="second">The other.</param>
/// <param name="period">Metres from stripe to stripe, along v.</param>
/// <param name="slant">How far a stripe rises along a metre of u.</param>
internal readonly struct StripeTexture(Rgb first, Rgb second, float period, float slant) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float at = (v + (u * slant)) / period;
        float inside = Math.Abs(at - MathF.Floor(at) - 0.5f) * 2; // 0 in the middle of the first, 1 in the second's
        float soft = Math.Max(footprint * 2 / period, 1e-3f);
        float share = Math.Clamp(((inside - 0.5f) / soft) + 0.5f, 0, 1);
        share += (0.5f - share) * Math.Clamp((soft - 1) * 1.5f, 0, 1);
        float dirt = NoiseTile.Fine.At(u * 30, v * 30, footprint * 30) - 0.5f;
        return first.Mixed(second, share) * (1 + (dirt * 0.2f));
    }
}
