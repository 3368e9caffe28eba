namespace Honnan.World.Rasters;

/// <summary>One colour that is lit already.</summary>
internal readonly struct FlatShader(Rgb colour, float opacity) : IShader
{
    public void BeginRow(int row)
    {
    }

    public Rgb Shade(int column, out float covers)
    {
        covers = opacity;
        return colour;
    }
}
