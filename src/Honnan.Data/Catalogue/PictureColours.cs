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
        double rg = 0, yb = 0, rg2 = 0, yb2 = 0, warmth = 0;
        int sky = 0, green = 0;
        for (int i = 0; i < pixels; i++)
        {
            int r = picture.Rgb[3 * i], g = picture.Rgb[(3 * i) + 1], b = picture.Rgb[(3 * i) + 2];
            double redGreen = r - g, yellowBlue = ((r + g) / 2.0) - b;
            rg += redGreen;
            yb += yellowBlue;
            rg2 += redGreen * redGreen;
            yb2 += yellowBlue * yellowBlue;
            warmth += r - b;
            sky += i < upper && b >= r && (r + (2 * g) + b) / 4 >= SkyLuma ? 1 : 0;
            green += g > r + GreenMargin && g > b + GreenMargin ? 1 : 0;
        }

        (rg, yb) = (rg / pixels, yb / pixels);
        double deviation = Math.Sqrt(Math.Max(0, (rg2 / pixels) - (rg * rg) + (yb2 / pixels) - (yb * yb)));
        double outdoors = Math.Min(1, (((double)sky / upper) + ((double)green / pixels)) / SureOutdoors);
        double warm = Math.Clamp(((warmth / pixels) - WarmFrom) / (WarmTo - WarmFrom), 0, 1);
        return (deviation + (0.3 * Math.Sqrt((rg * rg) + (yb * yb))), (1 - outdoors) * warm);
    }
}
