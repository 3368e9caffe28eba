namespace Honnan.Learning.Metrics;

/// <summary>Quantiles by linear interpolation between order statistics, as numpy's default (Hyndman and Fan's type 7).</summary>
internal static class Quantile
{
    /// <summary>The quantile at <paramref name="share"/> in [0, 1] of values in ascending order.</summary>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
