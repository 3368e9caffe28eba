using System.Runtime.CompilerServices;
using Honnan.Data;

namespace Honnan.World.Rasters;

/// <summary>
/// The picture being drawn: pixels, the shade that lies on the ground, and for every pixel which cues it shows. Bit k
/// of <see cref="Owners"/> is set where cue k has a part, however small, in the pixel's colour; an opaque thing in
/// front clears it. So what changes with a cue lies inside its pixels.
/// </summary>
internal sealed class Canvas(PictureSize size)
{
    public PictureSize Size => size;

    public int Width => size.Width;

    public int Height => size.Height;

    /// <summary>Rows from the top; R is the lowest byte, then G, B; the highest says nothing.</summary>
    public uint[] Pixels { get; } = new uint[size.Area];

    public byte[] Owners { get; } = new byte[size.Area];

    /// <summary>How much of the sun the ground lacks at each pixel, 0 (lit) to 255.</summary>
    public byte[] Shade { get; } = new byte[size.Area];

    /// <summary>Which cues cast <see cref="Shade"/>.</summary>
    public byte[] ShadeOwners { get; } = new byte[size.Area];

    /// <summary>Makes it ready for another picture. Pixels stay: sky and ground cover all of them.</summary>
    public void Clear()
    {
        Array.Clear(Owners);
        Array.Clear(Shade);
        Array.Clear(ShadeOwners);
    }

    /// <summary>Lays a colour over a pixel.</summary>
    /// <param name="index">The pixel.</param>
    /// <param name="colour">In [0, 1]; what is beyond is cut.</param>
    /// <param name="alpha">How much it covers, 1 to 255.</param>
    /// <param name="owner">The bits of the cues that the colour belongs to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Blend(int index, Rgb colour, int alpha, byte owner)
    {
        uint r = ToByte(colour.R);
        uint g = ToByte(colour.G);
        uint b = ToByte(colour.B);
        if (alpha == 255)
        {
            Pixels[index] = r | (g << 8) | (b << 16);
            Owners[index] = owner;
            return;
        }

        uint below = Pixels[index];
        uint a = (uint)alpha;
        r = Over(below & 255, r, a);
        g = Over((below >> 8) & 255, g, a);
        b = Over((below >> 16) & 255, b, a);
        Pixels[index] = r | (g << 8) | (b << 16);
        Owners[index] |= owner;
    }

    /// <summary>A level in [0, 1] as a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToByte(float level)
    {
        int value = (int)((level * 255f) + 0.5f);
        return value < 0 ? 0 : value > 255 ? 255u : (uint)value;
    }

    private static uint Over(uint below, uint above, uint alpha)
    {
        uint sum = (above * alpha) + (below * (255 - alpha)) + 128;
        return (sum + (sum >> 8)) >> 8; // the division by 255, rounded
    }
}
