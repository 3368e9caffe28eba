namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>How well a map agrees with the truth, where it is known which pixels show what tells the country.</summary>
public static class MaskAgreement
{
    /// <summary>The pointing game's tolerance (Zhang et al., "Top-down Neural Attention by Excitation Backprop", 2016): 15 pixels.</summary>
    public const int Tolerance = 15;

    /// <summary>Whether the map's peak lies in the mask, or within a tolerance of it.</summary>
    /// <param name="map">Of any scale.</param>
    /// <param name="mask">[height · width], 0 outside.</param>
    /// <param name="tolerance">In pixels, as a straight distance.</param>
    public static bool Points(HeatMap map, IReadOnlyList<byte> mask, int tolerance = Tolerance)
    {
        Check(map, mask);
        (int peakX, int peakY) = map.Peak;
        for (int y = Math.Max(0, peakY - tolerance); y <= Math.Min(map.Height - 1, peakY + tolerance); y++)
        {
            for (int x = Math.Max(0, peakX - tolerance); x <= Math.Min(map.Width - 1, peakX + tolerance); x++)
            {
                (int across, int down) = (x - peakX, y - peakY);
                if (mask[(y * map.Width) + x] != 0 && (across * across) + (down * down) <= tolerance * tolerance)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The share of the map's sum that lies in the mask (Wang et al., "Score-CAM", 2020, section 4.3).</summary>
    /// <param name="map">No value below 0.</param>
    /// <param name="mask">[height · width], 0 outside.</param>
    /// <returns>In [0,1]; 0 for a map of zeros.</returns>
    public static double EnergyInside(HeatMap map, IReadOnlyList<byte> mask)
    {
        Check(map, mask);
        (double inside, double all) = (0, 0);
        for (int i = 0; i < map.Values.Length; i++)
        {
            inside += mask[i] == 0 ? 0 : map.Values[i];
            all += map.Values[i];
        }

        return all == 0 ? 0 : inside / all;
    }

    private static void Check(HeatMap map, IReadOnlyList<byte> mask)
    {
        if (mask.Count != map.Values.Length)
        {
            throw new ArgumentException($"a mask of {mask.Count} places for a map of {map.Width} x {map.Height}", nameof(mask));
        }
    }
}
