using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Wooden boards side by side with dark gaps, upright or level.</summary>
/// <param name="colour">Their colour.</param>
/// <param name="width">Metres from gap to gap.</param>
/// <param name="upright">Whether the boards stand.</param>
internal readonly struct BoardTexture(Rgb colour, float width, bool upright) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float across = upright ? u : v;
        float along = upright ? v : u;
        float board = MathF.Floor(across / width);
        float inside = across - (board * width);
        float detail = Math.Clamp((width / footprint / 2) - 0.5f, 0, 1);
        float gap = Math.Clamp((0.022f + footprint - inside) / (0.02f + footprint), 0, 1) * detail;
        float tone = NoiseTile.Grain.At(board * 31.7f, 5, 0) - 0.5f;
        float vein = NoiseTile.Grain.At((across * 160) + (board * 57), along * 9, footprint * 60) - 0.5f;
        float blotch = NoiseTile.Fine.At(u * 5, v * 5, footprint * 5) - 0.5f;
        return colour * ((1 + (tone * 0.2f * detail) + (vein * 0.16f) + (blotch * 0.14f)) * (1 - (gap * 0.42f)));
    }
}
