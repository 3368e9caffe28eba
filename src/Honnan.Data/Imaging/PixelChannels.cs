using System.Numerics;

namespace Honnan.Data.Imaging;

/// <summary>Takes four-byte pixels apart, a vector of them at a time.</summary>
internal static class PixelChannels
{
    /// <summary>Red, green and blue, 0 to 255, of the first pixels; each is [R, G, B, any] from the lowest byte up.</summary>
    public static (Vector<int> Red, Vector<int> Green, Vector<int> Blue) Of(ReadOnlySpan<uint> pixels)
    {
        var mask = new Vector<uint>(0xFF);
        var all = new Vector<uint>(pixels);
        return (
            Vector.AsVectorInt32(all & mask),
            Vector.AsVectorInt32(Vector.ShiftRightLogical(all, 8) & mask),
            Vector.AsVectorInt32(Vector.ShiftRightLogical(all, 16) & mask));
    }
}
