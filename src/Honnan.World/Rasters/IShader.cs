namespace Honnan.World.Rasters;

/// <summary>Gives the colours of a polygon's pixels. A struct, so that the filling loop is compiled for it.</summary>
internal interface IShader
{
    /// <summary>Called before the pixels of a row.</summary>
    void BeginRow(int row);

    /// <summary>The colour of a column in the row, and how much it covers in [0, 1].</summary>
    Rgb Shade(int column, out float opacity);
}
