namespace Honnan.Learning.Explaining;

/// <summary>How much of a map lies in how little of the picture.</summary>
public static class MapConcentration
{
    /// <summary>
    /// 1 − 2a, where a is the smallest share of the area that holds half of the map's sum: 0 for a map that is the same everywhere, near 1 for
    /// one that is a point. 0 for a map of zeros.
    /// </summary>
    /// <param name="map">No value below 0.</param>
    public static double Of(HeatMap map)
    {
        double all = map.Values.Sum(v => (double)v);
        if (all <= 0)
        {
            return 0;
        }

        double sum = 0;
        double places = 0;
        foreach (float value in map.Values.OrderDescending())
        {
            double rest = (all / 2) - sum;
            if (value >= rest)
            {
                places += rest / value;
                break;
            }

            (sum, places) = (sum + value, places + 1);
        }

        return 1 - (2 * places / map.Values.Length);
    }
}
