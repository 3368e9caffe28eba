using Honnan.Data;
using Honnan.Data.Charts;
using SkiaSharp;

namespace Honnan.Learning.Probes;

/// <summary>
/// Draws pictures that are no street views: documents, drawings, charts, noise, blank and blurred ones, rooms. The same for the
/// same seed. Nothing is fitted on them: they tell how well strange pictures are told.
/// </summary>
public static class StrangePictures
{
    private static readonly PictureSize[] Sizes = [new(768, 331), new(640, 480), new(512, 512), new(480, 640)];

    private static readonly (string Kind, Action<SKCanvas, PictureSize, Random> Draw)[] Kinds =
    [
        ("document", PaperPainter.Document),
        ("drawing", PaperPainter.Drawing),
        ("chart", PaperPainter.Chart),
        ("noise", TexturePainter.Noise),
        ("blank", TexturePainter.Blank),
        ("macro", TexturePainter.Macro),
        ("indoor", RoomPainter.Room),
    ];

    /// <summary>Draws some of each kind.</summary>
    /// <param name="each">Pictures of a kind.</param>
    /// <param name="seed">Of all that is left to chance.</param>
    public static DrawnPictures Draw(int each, int seed)
    {
        var drawn = new DrawnPictures();
        foreach ((string kind, Action<SKCanvas, PictureSize, Random> draw) in Kinds)
        {
            var random = new Random(HashCode(kind, seed));
            for (int i = 0; i < each; i++)
            {
                PictureSize size = Sizes[i % Sizes.Length];
                using SKSurface surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
                draw(surface.Canvas, size, random);
                using SKImage image = surface.Snapshot();
                using SKData file = image.Encode(SKEncodedImageFormat.Jpeg, 90);
                drawn.Add(kind, file.ToArray());
            }
        }

        return drawn;
    }

    /// <summary>A colour of a hue, saturation and lightness drawn between bounds (percent).</summary>
    internal static SKColor Colour(Random random, int saturation, int lightest, int darkest) =>
        SKColor.FromHsl((float)(360 * random.NextDouble()), (float)(saturation * random.NextDouble()), (float)(darkest + ((lightest - darkest) * random.NextDouble())));

    /// <summary>A number in [low, high).</summary>
    internal static float Between(Random random, double low, double high) => (float)(low + ((high - low) * random.NextDouble()));

    /// <summary>The charts' font; the caller disposes it.</summary>
    internal static SKTypeface Typeface() => ChartStyle.Typeface();

    // string.GetHashCode differs from process to process.
    private static int HashCode(string kind, int seed) => kind.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter));
}
