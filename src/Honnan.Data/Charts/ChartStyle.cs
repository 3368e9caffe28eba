using ScottPlot;
using SkiaSharp;

namespace Honnan.Data.Charts;

/// <summary>The look that all charts share: Open Sans, quiet lines, colours that colour-blind readers can tell apart.</summary>
public static class ChartStyle
{
    /// <summary>The font's family.</summary>
    public const string FontName = "Open Sans";

    /// <summary>Text size in pixels.</summary>
    public const float FontSize = 13;

    /// <summary>Title size in pixels.</summary>
    public const float TitleSize = 17;

    // The library asks for fonts through one list for the whole process; it is told once.
    private static readonly Lazy<bool> FontsAdded = new(() =>
    {
        Fonts.FontResolvers.Insert(0, new EmbeddedFonts());
        Fonts.Default = FontName;
        return true;
    });

    /// <summary>Text and axes.</summary>
    public static Color Ink { get; } = Color.FromHex("#2b2f36");

    /// <summary>Grid lines.</summary>
    public static Color Faint { get; } = Color.FromHex("#e3e6ea");

    /// <summary>The first series: blue (Okabe and Ito's palette, made for every kind of colour vision).</summary>
    public static Color First { get; } = Color.FromHex("#0072b2");

    /// <summary>The second series: orange.</summary>
    public static Color Second { get; } = Color.FromHex("#d55e00");

    /// <summary>Further series, after <see cref="First"/> and <see cref="Second"/>.</summary>
    public static IReadOnlyList<Color> Series { get; } =
        [First, Second, .. new[] { "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#000000" }.Select(hex => Color.FromHex(hex))];

    /// <summary>An empty plot in this style, with a title. The caller disposes it.</summary>
    public static Plot NewPlot(string title)
    {
        _ = FontsAdded.Value;
        var plot = new Plot();
        plot.Font.Set(FontName);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Faint;
        plot.Axes.Title.Label.Text = title;
        plot.Axes.Title.Label.FontSize = TitleSize;
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.Axes.Title.Label.Bold = true;
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        return plot;
    }

    /// <summary>The font, for what is drawn beside charts. The caller disposes it.</summary>
    public static SKTypeface Typeface() => EmbeddedFonts.Load("OpenSans-Regular.ttf");

    /// <summary>Writes a plot as <c>name.svg</c> and <c>name.png</c>.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="path">The files' path without extension.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static void Save(Plot plot, string path, int width, int height)
    {
        plot.SavePng(path + ".png", width, height);

        // A reader without the font would fall back to one with serifs.
        string svg = plot.GetSvgXml(width, height).Replace($"font-family=\"{FontName}\"", $"font-family=\"{FontName}, Segoe UI, Helvetica, Arial, sans-serif\"", StringComparison.Ordinal);
        File.WriteAllText(path + ".svg", svg);
    }
}
