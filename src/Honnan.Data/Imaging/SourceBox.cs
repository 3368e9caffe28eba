namespace Honnan.Data.Imaging;

/// <summary>
/// The part of a picture that is taken, in its pixels, fractions allowed: (0, 0) is the picture's top left corner,
/// (width, height) its bottom right one.
/// </summary>
public readonly record struct SourceBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Right minus left.</summary>
    public double Width => Right - Left;

    /// <summary>Bottom minus top.</summary>
    public double Height => Bottom - Top;

    /// <summary>The whole picture.</summary>
    public static SourceBox Whole(PictureSize size) => new(0, 0, size.Width, size.Height);

    /// <summary>The same part of the picture in another size.</summary>
    public SourceBox Scaled(double x, double y) => new(Left * x, Top * y, Right * x, Bottom * y);
}
