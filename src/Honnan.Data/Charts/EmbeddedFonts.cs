using ScottPlot;
using SkiaSharp;

namespace Honnan.Data.Charts;

/// <summary>Gives the charts' font from the assembly, so that charts look the same where no fonts are installed.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private readonly SKTypeface _regular = Load("OpenSans-Regular.ttf");
    private readonly SKTypeface _bold = Load("OpenSans-Bold.ttf");

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName != ChartStyle.FontName ? null : weight >= FontWeight.SemiBold ? _bold : _regular;

    /// <summary>A font of the assembly.</summary>
    public static SKTypeface Load(string name)
    {
        using Stream stream = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream(name)!;
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
