using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>A window's pane: dark inside, the sky reflected, perhaps a curtain.</summary>
/// <param name="sky">What is reflected.</param>
/// <param name="bottom">The pane's lower edge, metres.</param>
/// <param name="height">The pane's height.</param>
/// <param name="left">The pane's left edge.</param>
/// <param name="width">The pane's width.</param>
/// <param name="curtain">How much of it curtains hide, 0 to 1.</param>
internal readonly struct GlassTexture(Rgb sky, float bottom, float height, float left, float width, float curtain) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float up = Math.Clamp((v - bottom) / height, 0, 1);
        float across = Math.Clamp((u - left) / width, 0, 1);
        float inside = Math.Min(across, 1 - across) * 2;
        float fold = curtain > 0 && inside < curtain ? 0.46f + (0.08f * (NoiseTile.Grain.At(u * 50, 3, footprint * 50) - 0.5f)) : 0.12f;
        float mirror = 0.16f + (0.40f * up) + (0.25f * (NoiseTile.Fine.At((u * 11) + (v * 4), v * 9, footprint * 10) - 0.5f));
        return new Rgb(fold, fold, fold * 1.04f).Mixed(sky * 0.85f, Math.Clamp(mirror, 0, 0.75f));
    }
}
