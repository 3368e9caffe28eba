using System.Numerics;
using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>What a picture's colours tell: how colourful it is, and whether it may have been taken indoors.</summary>
internal static class PictureColours
{
    // Sky is the bright part of the upper third that is no warmer than grey, and green what is greener than it is red or
    // blue. Where both together fill this share, a picture is surely outdoors. Lamps make a mean of red over blue of 10 to
    // 40 levels, daylight one under 10 except over desert, which has a sky.
    private const double SureOutdoors = 0.12;
    private const double WarmFrom = 4;
    private const double WarmTo = 24;
    private const int SkyLuma = 110;
    private const int GreenMargin = 6;

    // Sums of this many pixels stay below 2^31 in every lane.
    private const int Run = 4096;

    /// <param name="pixels">[height · width], each [R, G, B, any] from the lowest byte up.</param>
    /// <param name="size">Width and height.</param>
    public static (double Colourfulness, double Indoor) Of(ReadOnlySpan<uint> pixels, PictureSize size)
    {
        int upper = Math.Max(1, size.Height / 3) * size.Width;
        var sums = default(Sums);
        AddAll(pixels[..Math.Min(upper, pixels.Length)], ref sums, withSky: true);
        AddAll(pixels[Math.Min(upper, pixels.Length)..], ref sums, withSky: false);

        double count = pixels.Length;
        (double meanRg, double meanYb) = (sums.RedGreen / count, sums.YellowBlue / (2 * count));
        double deviation = Math.Sqrt(Math.Max(0, (sums.RedGreen2 / count) - (meanRg * meanRg) + (sums.YellowBlue2 / (4 * count)) - (meanYb * meanYb)));
        double outdoors = Math.Min(1, (((double)sums.Sky / upper) + (sums.Green / count)) / SureOutdoors);
        double warm = Math.Clamp(((sums.Warmth / count) - WarmFrom) / (WarmTo - WarmFrom), 0, 1);
        return (deviation + (0.3 * Math.Sqrt((meanRg * meanRg) + (meanYb * meanYb))), (1 - outdoors) * warm);
    }

    private static void AddAll(ReadOnlySpan<uint> pixels, ref Sums sums, bool withSky)
    {
        for (; pixels.Length >= Vector<uint>.Count; pixels = pixels[(Math.Min(Run, pixels.Length) / Vector<uint>.Count * Vector<uint>.Count)..])
        {
            AddRun(pixels[..Math.Min(Run, pixels.Length)], ref sums, withSky);
        }

        if (pixels.Length > 0)
        {
            // Black pixels add nothing, and are neither sky nor green.
            Span<uint> last = stackalloc uint[Vector<uint>.Count];
            last.Clear();
            pixels.CopyTo(last);
            AddRun(last, ref sums, withSky);
        }
    }

    private static void AddRun(ReadOnlySpan<uint> pixels, ref Sums sums, bool withSky)
    {
        Vector<int> redGreen = default, yellowBlue = default, redGreen2 = default, yellowBlue2 = default, warmth = default, sky = default, green = default;
        Vector<int> margin = new(GreenMargin), bright = new(4 * SkyLuma);
        for (int i = 0; i + Vector<uint>.Count <= pixels.Length; i += Vector<uint>.Count)
        {
            (Vector<int> r, Vector<int> g, Vector<int> b) = PixelChannels.Of(pixels[i..]);
            Vector<int> rg = r - g, yb = r + g - (b + b); // yellow to blue twofold, so that all are whole
            redGreen += rg;
            yellowBlue += yb;
            redGreen2 += rg * rg;
            yellowBlue2 += yb * yb;
            warmth += r - b;
            green -= Vector.GreaterThan(g, r + margin) & Vector.GreaterThan(g, b + margin);
            sky -= Vector.GreaterThanOrEqual(b, r) & Vector.GreaterThanOrEqual(r + g + g + b, bright);
        }

        sums.RedGreen += Vector.Sum(redGreen);
        sums.YellowBlue += Vector.Sum(yellowBlue);
        sums.RedGreen2 += Wide(redGreen2);
        sums.YellowBlue2 += Wide(yellowBlue2);
        sums.Warmth += Vector.Sum(warmth);
        sums.Sky += withSky ? Vector.Sum(sky) : 0;
        sums.Green += Vector.Sum(green);
    }

    private static long Wide(Vector<int> values)
    {
        Vector.Widen(values, out Vector<long> lower, out Vector<long> upper);
        return Vector.Sum(lower + upper);
    }

    private record struct Sums
    {
        public long RedGreen, YellowBlue, RedGreen2, YellowBlue2, Warmth, Sky, Green;
    }
}
