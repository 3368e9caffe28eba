using System.Runtime.CompilerServices;

namespace Honnan.World.Rasters;

/// <summary>A colour, 0 (black) to 1; lighting may take it beyond 1. Display values, not linear ones.</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator *(Rgb a, Rgb b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rgb operator *(Rgb a, float k) => new(a.R * k, a.G * k, a.B * k);

    /// <summary>From 0xRRGGBB.</summary>
    public static Rgb Hex(int rgb) => new(((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f);

    public static Rgb Grey(float level) => new(level, level, level);

    /// <summary>This colour at share 0, the other one at 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Rgb Mixed(Rgb other, float share) =>
        new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));
}
