namespace Honnan.World.Rasters;

/// <summary>A surface's own colours, by metres on its plane. A struct, so that the filling loop is compiled for it.</summary>
internal interface ITexture
{
    /// <summary>The colour at a point.</summary>
    /// <param name="u">Metres along the plane's first direction.</param>
    /// <param name="v">Metres along the second.</param>
    /// <param name="footprint">Metres that a pixel covers there: detail finer than this must be averaged.</param>
    /// <param name="opacity">How much it covers, 0 to 1.</param>
    Rgb At(float u, float v, float footprint, out float opacity);
}
