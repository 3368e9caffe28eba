namespace Honnan.Data;

/// <summary>A picture's width and height in pixels.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>Width over height of the single views that the study used (1536 × 662 pixels).</summary>
    public const double WindowAspect = 1536.0 / 662.0;

    /// <summary>A picture at least this many times as wide as high is a panorama.</summary>
    public const double PanoramaAspect = 3;

    /// <summary>Width over height.</summary>
    public double Aspect => (double)Width / Height;

    /// <summary>Whether the picture is wide enough to be a panorama.</summary>
    public bool IsPanorama => Width >= PanoramaAspect * Height;

    /// <summary>The smaller of width and height, in pixels.</summary>
    public int ShortSide => Math.Min(Width, Height);

    /// <summary>Pixels in all.</summary>
    public long Area => (long)Width * Height;

    /// <summary>The window of a short side: s × round(s · 1536 / 662), so 256 × 594, 512 × 1188, 662 × 1536.</summary>
    public static PictureSize FromShortSide(int shortSide) =>
        new((int)Math.Round(shortSide * WindowAspect, MidpointRounding.AwayFromZero), shortSide);

    /// <summary>Width × height.</summary>
    public override string ToString() => $"{Width}x{Height}";
}
