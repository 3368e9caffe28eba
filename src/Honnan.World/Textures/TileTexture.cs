using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Rows of roof tiles: each row dark under the one above it, tiles of slightly different colour.</summary>
/// <param name="colour">Their colour.</param>
/// <param name="row">Metres from row to row, along the slope.</param>
/// <param name="width">Metres from tile to tile.</param>
/// <param name="bulge">How round they are, 0 (slate) to 1 (pantiles).</param>
internal readonly struct TileTexture(Rgb colour, float row, float width, float bulge) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float rows = v / row;
        float at = MathF.Floor(rows);
        float inside = rows - at;
        float columns = (u / width) + (bulge > 0.5f ? 0 : ((int)at & 1) * 0.5f);
        float column = MathF.Floor(columns);
        float across = columns - column;
        float detail = Math.Clamp((row / footprint / 2) - 0.45f, 0, 1);
        float fine = Math.Clamp((width / footprint / 2) - 0.45f, 0, 1);
        float lip = ((0.5f - inside) * -0.20f) - (inside > 0.86f ? 0.16f : 0);
        float round = ((4 * across * (1 - across)) - 0.62f) * 0.34f * bulge;
        float tone = NoiseTile.Grain.At(column * 23.3f, at * 41.1f, 0) - 0.5f;
        float seam = bulge < 0.5f && across < 0.07f ? 0.12f : 0;
        float weather = NoiseTile.Fine.At(u * 5, v * 3, footprint * 5) - 0.5f;
        float streak = NoiseTile.Coarse.At(u * 26, v * 2, footprint * 16) - 0.5f;
        return colour * (1 + (lip * detail) + ((round + (tone * 0.26f) - seam) * fine) + (weather * 0.22f) + (streak * 0.12f));
    }
}
