namespace Honnan.Data.Imaging;

/// <summary>The weight of a source pixel by its distance from the target pixel's centre, as Pillow's Resample.c has them.</summary>
internal static class ResamplingKernel
{
    /// <summary>Beyond this distance the weight is 0, in pixels of the larger grid.</summary>
    public static double Radius(Resampling resampling) => resampling switch
    {
        Resampling.Box => 0.5,
        Resampling.Bilinear => 1,
        Resampling.Bicubic => 2,
        Resampling.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "no such resampling"),
    };

    public static double Weight(Resampling resampling, double x) => resampling switch
    {
        Resampling.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
        Resampling.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        Resampling.Bicubic => Cubic(Math.Abs(x)),
        _ => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
    };

    private static double Cubic(double x)
    {
        const double A = -0.5;
        return x < 1 ? (((((A + 2) * x) - (A + 3)) * x) * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
