using System.Buffers;
using Honnan.Data.Imaging;

namespace Honnan.Data.Loading;

/// <summary>
/// Changes a view at random, in this order: turned, blurred, brighter or darker, more or less contrast, a rectangle made
/// grey. A pure function of its arguments, the same on every machine.
/// </summary>
internal static class Augmentation
{
    private const double LeastErased = 0.02;
    private const double MostErased = 0.33;
    private const double LeastAspect = 0.3;
    private const int Tries = 10;

    /// <summary>Changes a view of width · height · 3 bytes in place.</summary>
    public static void Apply(AugmentationOptions options, ulong draw, Span<byte> rgb, PictureSize size)
    {
        Chance chance = Chance.Of(unchecked((long)draw), Chance.Purpose.Augmentation, 0);
        double angle = double.DegreesToRadians(chance.Within(options.Rotation));
        double blur = chance.NextDouble() * options.Blur;
        double brightness = 1 + chance.Within(options.Brightness);
        double contrast = 1 + chance.Within(options.Contrast);
        byte[] scratch = ArrayPool<byte>.Shared.Rent(rgb.Length);
        try
        {
            if (options.Rotation > 0)
            {
                rgb.CopyTo(scratch);
                Rotation.Apply(scratch, rgb, size, angle);
            }

            if (blur > 0)
            {
                GaussianBlur.Apply(rgb, scratch.AsSpan(0, rgb.Length), size, blur);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }

        if (options.Brightness > 0 || options.Contrast > 0)
        {
            Tone(rgb, brightness, contrast);
        }

        if (chance.NextDouble() < options.Erase)
        {
            Erase(ref chance, rgb, size);
        }
    }

    /// <summary>v' = m + contrast · (brightness · v − m), with m the mean of the brightened view; rounded and clipped to a byte.</summary>
    internal static void Tone(Span<byte> rgb, double brightness, double contrast)
    {
        long sum = 0;
        foreach (byte value in rgb)
        {
            sum += value;
        }

        double mean = brightness * sum / rgb.Length;
        Span<byte> table = stackalloc byte[256];
        for (int v = 0; v < table.Length; v++)
        {
            table[v] = (byte)Math.Clamp(Math.Round(mean + (contrast * ((brightness * v) - mean))), 0, 255);
        }

        foreach (ref byte value in rgb)
        {
            value = table[value];
        }
    }

    private static void Erase(ref Chance chance, Span<byte> rgb, PictureSize size)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            double area = size.Area * (LeastErased + (chance.NextDouble() * (MostErased - LeastErased)));
            double aspect = Math.Exp(chance.Within(Math.Log(1 / LeastAspect)));
            int width = (int)Math.Round(Math.Sqrt(area * aspect));
            int height = (int)Math.Round(Math.Sqrt(area / aspect));
            if (width < 1 || height < 1 || width > size.Width || height > size.Height)
            {
                continue; // a long rectangle that the view is not long enough for
            }

            int left = chance.Below(size.Width - width + 1);
            int top = chance.Below(size.Height - height + 1);
            for (int y = top; y < top + height; y++)
            {
                rgb.Slice(((y * size.Width) + left) * 3, width * 3).Fill(OverlayMask.Level);
            }

            return;
        }
    }
}
