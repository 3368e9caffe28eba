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

    public static (double Colourfulness, double Indoor) Of(Picture picture)
    {
        int pixels = (int)picture.Size.Area;
        int upper = Math.Max(1, picture.Height / 3) * picture.Width;
        long redGreen = 0, yellowBlue = 0, redGreen2 = 0, yellowBlue2 = 0, warmth = 0; // yellow to blue twofold, so that all are whole
        int sky = 0, green = 0;
        ReadOnlySpan<byte> rgb = picture.Rgb.AsSpan(0, 3 * pixels);
        for (int i = 0; rgb.Length >= 3; i++, rgb = rgb[3..])
        {
            int r = rgb[0], g = rgb[1], b = rgb[2];
            (int rg, int yb) = (r - g, r + g - (2 * b));
            redGreen += rg;
            yellowBlue += yb;
            redGreen2 += rg * rg;
            yellowBlue2 += yb * yb;
            warmth += r - b;
            sky += i < upper && b >= r && (r + (2 * g) + b) / 4 >= SkyLuma ? 1 : 0;
            green += g > r + GreenMargin && g > b + GreenMargin ? 1 : 0;
        }

        (double meanRg, double meanYb) = ((double)redGreen / pixels, yellowBlue / (2.0 * pixels));
        double deviation = Math.Sqrt(Math.Max(0, ((double)redGreen2 / pixels) - (meanRg * meanRg) + (yellowBlue2 / (4.0 * pixels)) - (meanYb * meanYb)));
        double outdoors = Math.Min(1, (((double)sky / upper) + ((double)green / pixels)) / SureOutdoors);
        double warm = Math.Clamp((((double)warmth / pixels) - WarmFrom) / (WarmTo - WarmFrom), 0, 1);
        return (deviation + (0.3 * Math.Sqrt((meanRg * meanRg) + (meanYb * meanYb))), (1 - outdoors) * warm);
    }
}
