namespace Honnan.World.Rasters;

/// <summary>One colour everywhere.</summary>
internal readonly struct PlainTexture(Rgb colour) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        return colour;
    }
}
