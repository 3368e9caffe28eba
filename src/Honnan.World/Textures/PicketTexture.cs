using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>A fence of upright pales with two rails behind them; one sees through between the pales.</summary>
/// <param name="colour">Its colour.</param>
/// <param name="spacing">Metres from pale to pale.</param>
/// <param name="pale">Share of the spacing that a pale takes, 0 to 1.</param>
/// <param name="height">Metres.</param>
internal readonly struct PicketTexture(Rgb colour, float spacing, float pale, float height) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        float at = u / spacing;
        float inside = Math.Abs(at - MathF.Floor(at) - 0.5f) * 2; // 0 in the pale's middle, 1 between two
        float soft = Math.Max(footprint * 2 / spacing, 1e-3f);
        float on = Math.Clamp(((pale - inside) / soft) + 0.5f, 0, 1);
        float blur = Math.Clamp((soft - 0.9f) * 1.5f, 0, 1);
        on += (pale - on) * blur;
        bool rail = Math.Abs(v - (height * 0.22f)) < 0.045f || Math.Abs(v - (height * 0.78f)) < 0.045f;
        opacity = rail ? 1 : on;
        float tone = rail && on < 0.5f ? 0.72f : 1 - (0.12f * inside);
        return colour * tone;
    }
}
