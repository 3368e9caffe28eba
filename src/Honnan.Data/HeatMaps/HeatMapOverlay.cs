using Honnan.Data.Imaging;

namespace Honnan.Data.HeatMaps;

/// <summary>
/// A picture with its heat map laid over it. Colours are matplotlib's "plasma": perceptually uniform, read by the
/// colour-blind, and its yellow end is seldom in a street. They cover the more the hotter the place is, so that what plays
/// no part is seen as it is.
/// </summary>
public static class HeatMapOverlay
{
    /// <summary>How much the hottest place is covered, unless told otherwise.</summary>
    public const double DefaultOpacity = 0.6;

    // Plasma's dark lower end would look like shadow on a picture, so overlays begin where it is clearly coloured.
    private const double ColdestColour = 0.25;

    private static readonly ScottPlot.Colormaps.Plasma Colours = new();

    /// <summary>Lays a map over a picture.</summary>
    /// <param name="picture">Stays as it is.</param>
    /// <param name="map">Finished, in [0, 1]; scaled to the picture where it has another size.</param>
    /// <param name="opacity">How much the hottest place is covered, in [0, 1].</param>
    /// <returns>A new picture of the same size.</returns>
    public static Picture Draw(Picture picture, HeatMap map, double opacity = DefaultOpacity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(opacity, Math.Clamp(opacity, 0, 1));
        HeatMap fitting = map.Width == picture.Width && map.Height == picture.Height ? map : map.Resized(picture.Width, picture.Height);
        (byte R, byte G, byte B, double Share)[] steps = Steps(opacity);
        byte[] rgb = new byte[3 * picture.Width * picture.Height];
        for (int i = 0; i < fitting.Values.Length; i++)
        {
            (byte r, byte g, byte b, double share) = steps[(int)Math.Round(255 * Math.Clamp(fitting.Values[i], 0f, 1f))];
            rgb[3 * i] = Mix(picture.Rgb[3 * i], r, share);
            rgb[(3 * i) + 1] = Mix(picture.Rgb[(3 * i) + 1], g, share);
            rgb[(3 * i) + 2] = Mix(picture.Rgb[(3 * i) + 2], b, share);
        }

        return picture with { Rgb = rgb };
    }

    /// <summary>
    /// The map alone as a PNG to be laid over its picture: the same colours, as opaque as they cover there at full opacity.
    /// </summary>
    /// <param name="map">Finished, in [0, 1].</param>
    public static byte[] Layer(HeatMap map)
    {
        (byte R, byte G, byte B, double Share)[] steps = Steps(1);
        uint[] rgba = new uint[map.Values.Length];
        for (int i = 0; i < rgba.Length; i++)
        {
            (byte r, byte g, byte b, double share) = steps[(int)Math.Round(255 * Math.Clamp(map.Values[i], 0f, 1f))];
            rgba[i] = r | ((uint)g << 8) | ((uint)b << 16) | ((uint)Math.Round(255 * share) << 24);
        }

        return PictureEncoder.TransparentPng(rgba, new PictureSize(map.Width, map.Height));
    }

    /// <summary>The colour of a value in [0, 1] in overlays, and how much it covers.</summary>
    internal static (byte R, byte G, byte B, double Share) Step(double value, double opacity)
    {
        ScottPlot.Color colour = Colours.GetColor(ColdestColour + ((1 - ColdestColour) * value));
        return (colour.R, colour.G, colour.B, opacity * value * (2 - value));
    }

    private static (byte R, byte G, byte B, double Share)[] Steps(double opacity) =>
        [.. Enumerable.Range(0, 256).Select(i => Step(i / 255.0, opacity))];

    private static byte Mix(byte below, byte above, double share) => (byte)Math.Round(below + (share * (above - below)));
}
