using Honnan.Data.Imaging;
using SkiaSharp;

namespace Honnan.Learning.Charts;

/// <summary>The lettering of charts and galleries: Open Sans, which ships with the project, so that they look the same everywhere.</summary>
internal static class ChartLettering
{
    /// <summary>Dark grey for text.</summary>
    public static readonly SKColor Ink = new(0x2B, 0x2F, 0x36);

    /// <summary>Grey for what is said beside.</summary>
    public static readonly SKColor Aside = new(0x6B, 0x72, 0x7B);

    /// <summary>Light grey for lines.</summary>
    public static readonly SKColor Line = new(0xC9, 0xCE, 0xD4);

    private static readonly Lazy<SKTypeface> Plain = new(() => Load("OpenSans-Regular.ttf"));
    private static readonly Lazy<SKTypeface> Strong = new(() => Load("OpenSans-Bold.ttf"));

    /// <summary>A font of a size in pixels; the caller disposes it.</summary>
    public static SKFont Font(float size, bool bold = false) => new(bold ? Strong.Value : Plain.Value, size)
    {
        Edging = SKFontEdging.Antialias,
        Subpixel = true,
    };

    /// <summary>Writes text whose middle line is at <paramref name="y"/>.</summary>
    public static void Write(SKCanvas canvas, string text, float x, float y, SKTextAlign align, SKFont font, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(text, x, y + (0.36f * font.Size), align, font, paint);
    }

    /// <summary>The text, or its two ends with … between where it is wider than <paramref name="width"/>.</summary>
    public static string Fit(string text, float width, SKFont font)
    {
        string fitting = text;
        for (int keep = text.Length - 1; font.MeasureText(fitting) > width && keep > 1; keep--)
        {
            int head = keep / 2;
            fitting = $"{text[..head]}…{text[(text.Length - (keep - head))..]}";
        }

        return fitting;
    }

    private static SKTypeface Load(string name)
    {
        using Stream stream = typeof(Picture).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the font {name} is not in {typeof(Picture).Assembly.GetName().Name}");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
