namespace Honnan.Learning.Fitting;

/// <summary>The least value of a function of one number that falls, then rises (Kiefer 1953).</summary>
internal static class GoldenSection
{
    private static readonly double Ratio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Where the function is least in [low, high], to <paramref name="precision"/>.</summary>
    public static double Minimise(Func<double, double> function, double low, double high, double precision)
    {
        double a = high - (Ratio * (high - low));
        double b = low + (Ratio * (high - low));
        (double atA, double atB) = (function(a), function(b));
        while (high - low > precision)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (Ratio * (high - low));
                atA = function(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (Ratio * (high - low));
                atB = function(b);
            }
        }

        return (low + high) / 2;
    }
}
