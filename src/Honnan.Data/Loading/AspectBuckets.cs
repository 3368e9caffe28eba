namespace Honnan.Data.Loading;

/// <summary>
/// The shapes that pictures are brought to without stretching. Bucket k is q^k times as wide as high, with
/// q = √(1536 / 662) ≈ 1.523, so that bucket 2 is the study's window and bucket 0 a square. A single picture belongs to
/// the bucket nearest in ratio and is cropped to it, which keeps at least 1 / √q ≈ 81 % of its area for every aspect from
/// <see cref="LeastAspect"/> up; a panorama's windows are bucket 2 at full height.
/// </summary>
public static class AspectBuckets
{
    /// <summary>The most upright bucket, about 1 : 12.5.</summary>
    public const int First = -6;

    /// <summary>The widest bucket, about 5.4 : 1.</summary>
    public const int Last = 4;

    /// <summary>The bucket of the study's windows, 1536 : 662.</summary>
    public const int Window = 2;

    /// <summary>The narrowest aspect that loses no more than a fifth of its area, about 1 : 15.4 (that of bucket −6.5).</summary>
    public static double LeastAspect { get; } = Math.Pow(PictureSize.WindowAspect, (First - 0.5) / 2);

    /// <summary>Width over height of a bucket: q^k, exactly 1536 / 662 for bucket 2.</summary>
    public static double Aspect(int bucket) => Math.Pow(PictureSize.WindowAspect, Checked(bucket) / 2.0);

    /// <summary>Views of 90 degrees in a panorama.</summary>
    public const int Quarters = 4;

    /// <summary>The bucket of a picture.</summary>
    public static int Of(PictureSize size, PanoramaHandling panorama = PanoramaHandling.Windows) =>
        !size.IsPanorama ? Nearest(size.Aspect) : panorama == PanoramaHandling.Windows ? Window : Nearest(size.Aspect / Quarters);

    /// <summary>The bucket nearest in ratio to width over height.</summary>
    public static int Nearest(double aspect) =>
        Math.Clamp((int)Math.Round(2 * Math.Log(aspect) / Math.Log(PictureSize.WindowAspect), MidpointRounding.ToEven), First, Last);

    /// <summary>
    /// A bucket's pictures in pixels; <paramref name="shortSide"/> is the smaller side. Bucket 2 is
    /// <see cref="PictureSize.FromShortSide"/>, bucket 0 is square.
    /// </summary>
    public static PictureSize Size(int bucket, int shortSide)
    {
        double aspect = Aspect(bucket);
        int longSide = (int)Math.Round(shortSide * Math.Max(aspect, 1 / aspect), MidpointRounding.AwayFromZero);
        return aspect >= 1 ? new PictureSize(longSide, shortSide) : new PictureSize(shortSide, longSide);
    }

    private static int Checked(int bucket) => bucket is >= First and <= Last
        ? bucket
        : throw new ArgumentOutOfRangeException(nameof(bucket), bucket, $"buckets go from {First} to {Last}");
}
