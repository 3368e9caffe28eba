using Honnan.Data;
using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Regions;

/// <summary>
/// Where shortcuts are to be expected. The heights were measured on street views: the watermarks' letters lie in the lowest
/// 4.5 % of the picture, the blurred car and its shadow above them in the lowest 15 %.
/// </summary>
public static class FrameRegions
{
    /// <summary>A game's buttons, box and map; on single pictures only.</summary>
    public const string Overlay = "overlay";

    /// <summary>The lettering along the lower edge.</summary>
    public const string Watermark = "watermark";

    /// <summary>The car and what is blurred around it.</summary>
    public const string Car = "car";

    /// <summary>Where the parts of a panorama meet.</summary>
    public const string Seams = "seams";

    /// <summary>The left, right and upper edge.</summary>
    public const string Borders = "borders";

    private const double LetteringTop = 0.955;
    private const double CarTop = 0.85;
    private const double Border = 0.03;
    private const double SeamHalf = 0.004; // of a panorama's width
    private const double WideAspect = 1.8; // the game's pictures have 2.32

    private static readonly FrameRegion LetteringStrip = new(Watermark, "the strip of watermarks at the lower edge", [new FrameRectangle(0, LetteringTop, 1, 1)]);
    private static readonly FrameRegion CarStrip = new(Car, "the blurred car above the lower edge", [new FrameRectangle(0, CarTop, 1, LetteringTop)]);

    private static readonly FrameRegion PanoramaSeams = new(
        Seams, "the seams at a panorama's quarters", [.. new[] { 0.25, 0.5, 0.75 }.Select(x => new FrameRectangle(x - SeamHalf, 0, x + SeamHalf, CarTop)).Append(new FrameRectangle(0, 0, SeamHalf, CarTop)).Append(new FrameRectangle(1 - SeamHalf, 0, 1, CarTop))])
    {
        Elsewhere = [.. new[] { 0.125, 0.375, 0.625, 0.875 }.Select(x => new FrameRectangle(x - SeamHalf, 0, x + SeamHalf, CarTop))],
    };

    private static readonly FrameRegion Edges = new(
        Borders, "the left, right and upper edge", [new FrameRectangle(0, 0, 1, Border), new FrameRectangle(0, Border, Border, CarTop), new FrameRectangle(1 - Border, Border, 1, CarTop)])
    {
        Elsewhere = [new FrameRectangle(Border, 2 * Border, 1 - Border, 3 * Border), new FrameRectangle(2 * Border, 3 * Border, 3 * Border, CarTop), new FrameRectangle(1 - (3 * Border), 3 * Border, 1 - (2 * Border), CarTop)],
    };

    private static readonly FrameRegion Game = new(
        Overlay, "the places of the game's overlay", OverlayMask.GeoGuessr.Layout(symmetric: false));

    /// <summary>The names, in the order of tables.</summary>
    public static IReadOnlyList<string> Names { get; } = [Overlay, Watermark, Car, Seams, Borders];

    /// <summary>The regions of a picture of a size.</summary>
    public static IReadOnlyList<FrameRegion> Of(PictureSize size) =>
        size.IsPanorama ? [LetteringStrip, CarStrip, PanoramaSeams]
        : size.Width >= WideAspect * size.Height ? [Game, LetteringStrip, CarStrip, Edges]
        : [LetteringStrip, CarStrip, Edges];

    /// <summary>The region of a name, whatever pictures have it.</summary>
    public static FrameRegion Get(string name) => new[] { Game, LetteringStrip, CarStrip, PanoramaSeams, Edges }.Single(r => r.Name == name);
}
