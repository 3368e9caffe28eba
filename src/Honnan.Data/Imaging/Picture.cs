namespace Honnan.Data.Imaging;

/// <summary>Pixels in memory: 8-bit RGB, rows from the top, three bytes a pixel, no padding.</summary>
/// <param name="Size">Width and height in pixels.</param>
/// <param name="Rgb">Width · height · 3 bytes (the array may be longer).</param>
public sealed record Picture(PictureSize Size, byte[] Rgb)
{
    /// <summary>Pixels in a row.</summary>
    public int Width => Size.Width;

    /// <summary>Rows.</summary>
    public int Height => Size.Height;

    /// <summary>The three bytes of a pixel.</summary>
    public ReadOnlySpan<byte> At(int x, int y) => Rgb.AsSpan(3 * ((y * Width) + x), 3);
}
