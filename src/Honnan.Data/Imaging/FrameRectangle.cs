namespace Honnan.Data.Imaging;

/// <summary>A rectangle in fractions of a frame, 0 to 1: 0 is its left or upper edge, 1 its right or lower one.</summary>
public readonly record struct FrameRectangle(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Its left edge, a share of the frame's width; 0 to 1, below <see cref="Right"/>.</summary>
    public double Left { get; init; } = Left;

    /// <summary>Its upper edge, a share of the frame's height; 0 to 1, below <see cref="Bottom"/>.</summary>
    public double Top { get; init; } = Top;

    /// <summary>Its right edge, a share of the frame's width; 0 to 1.</summary>
    public double Right { get; init; } = Right;

    /// <summary>Its lower edge, a share of the frame's height; 0 to 1.</summary>
    public double Bottom { get; init; } = Bottom;

    /// <summary>The same rectangle in the mirror image of the frame.</summary>
    public FrameRectangle Mirrored => new(1 - Right, Top, 1 - Left, Bottom);

    /// <summary>The four sides. The record's own text would hold its mirror image's, and that one's, for ever.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"left {Left}, top {Top}, right {Right}, bottom {Bottom}");
}
