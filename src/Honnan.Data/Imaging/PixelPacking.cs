using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Honnan.Data.Imaging;

/// <summary>Turns four-byte pixels into three-byte ones and back, and lays transparent ones over white.</summary>
internal static class PixelPacking
{
    /// <summary>[R, G, B, any] → [R, G, B]; <paramref name="rgb"/> has three bytes a pixel.</summary>
    public static void Pack(ReadOnlySpan<uint> pixels, Span<byte> rgb)
    {
        ReadOnlySpan<byte> source = MemoryMarshal.AsBytes(pixels);
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(rgb);
        int i = 0;

        // Each step writes sixteen bytes of which twelve count, so it stops where the last four would not fit.
        for (; (i * 3) + 16 <= Math.Min(rgb.Length, pixels.Length * 3); i += 4)
        {
            Vector128<byte> four = Vector128.LoadUnsafe(ref from, (nuint)(i * 4));
            Vector128.Shuffle(four, order).StoreUnsafe(ref to, (nuint)(i * 3));
        }

        for (; i < pixels.Length; i++)
        {
            source.Slice(i * 4, 3).CopyTo(rgb[(i * 3)..]);
        }
    }

    /// <summary>[R, G, B] → [R, G, B, 0 or 255].</summary>
    public static void Expand(ReadOnlySpan<byte> rgb, Span<uint> pixels)
    {
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        Span<byte> target = MemoryMarshal.AsBytes(pixels);
        ref byte from = ref MemoryMarshal.GetReference(rgb);
        ref byte to = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; (i * 3) + 16 <= rgb.Length; i += 4)
        {
            Vector128<byte> four = Vector128.LoadUnsafe(ref from, (nuint)(i * 3));
            Vector128.Shuffle(four, order).StoreUnsafe(ref to, (nuint)(i * 4));
        }

        for (; i * 3 < rgb.Length; i++)
        {
            rgb.Slice(i * 3, 3).CopyTo(target[(i * 4)..]);
        }
    }

    /// <summary>Lays pixels whose colours are multiplied by their alpha over white: c + 255 − α.</summary>
    public static void OverWhite(Span<uint> pixels)
    {
        foreach (ref uint pixel in pixels)
        {
            uint alpha = pixel >> 24;
            if (alpha != 255)
            {
                // No channel overflows: c ≤ α in a multiplied pixel.
                pixel = (pixel & 0xFFFFFF) + ((255 - alpha) * 0x010101);
            }
        }
    }
}
