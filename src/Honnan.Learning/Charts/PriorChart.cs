using System.Globalization;
using SkiaSharp;

namespace Honnan.Learning.Charts;

/// <summary>What a model guesses without a reason: a panel for each kind of empty picture, its likeliest countries as bars.</summary>
/// <param name="panels">Each with its heading, a remark, and countries' names and probabilities from the top.</param>
/// <param name="title">The heading.</param>
/// <param name="even">The probability that every country would have if the model leaned to none; drawn as a line.</param>
public sealed class PriorChart(IReadOnlyList<(string Heading, string Remark, IReadOnlyList<(string Name, double Probability)> Bars)> panels, string title, double even)
{
    private const int Columns = 3;
    private const float PanelWidth = 340;
    private const float Gap = 28;
    private const float Margin = 24;
    private const float Top = 84;
    private const float Row = 22;
    private const float Names = 120;
    private const float Numbers = 52;

    private static readonly SKColor Bar = new(0x00, 0x72, 0xB2);

    private float PanelHeight => 48 + (Row * panels.Max(p => p.Bars.Count)) + 20;

    private static float Width => (2 * Margin) + (Columns * PanelWidth) + ((Columns - 1) * Gap);

    private float Height => Top + (((panels.Count + Columns - 1) / Columns) * PanelHeight) + Margin;

    /// <summary>The chart as a PNG file's bytes.</summary>
    public byte[] Png(float scale = 1) => ChartCanvas.Png(Width, Height, scale, Draw);

    /// <summary>The chart as an SVG file's bytes.</summary>
    public byte[] Svg() => ChartCanvas.Svg(Width, Height, Draw);

    private void Draw(SKCanvas canvas)
    {
        using SKFont big = ChartLettering.Font(20, bold: true);
        using SKFont small = ChartLettering.Font(12);
        using SKFont strong = ChartLettering.Font(14, bold: true);
        ChartLettering.Write(canvas, ChartLettering.Fit(title, Width - (2 * Margin), big), Margin, 30, SKTextAlign.Left, big, ChartLettering.Ink);
        ChartLettering.Write(
            canvas, string.Create(CultureInfo.InvariantCulture, $"Mean probability of pictures that say nothing. The line: {even:0.0 %}, an even guess."),
            Margin, 56, SKTextAlign.Left, small, ChartLettering.Aside);
        double most = Math.Max(panels.Max(p => p.Bars.Max(b => b.Probability)), 2 * even);
        foreach ((int i, (string heading, string remark, IReadOnlyList<(string Name, double Probability)> bars)) in panels.Index())
        {
            float left = Margin + (i % Columns * (PanelWidth + Gap));
            float top = Top + (i / Columns * PanelHeight);
            ChartLettering.Write(canvas, heading, left, top + 12, SKTextAlign.Left, strong, ChartLettering.Ink);
            ChartLettering.Write(canvas, remark, left + PanelWidth, top + 12, SKTextAlign.Right, small, ChartLettering.Aside);
            DrawBars(canvas, bars, left, top + 32, most, small);
        }
    }

    private void DrawBars(SKCanvas canvas, IReadOnlyList<(string Name, double Probability)> bars, float left, float top, double most, SKFont font)
    {
        float scale = (float)((PanelWidth - Names - Numbers) / most);
        using var fill = new SKPaint { Color = Bar, IsAntialias = true };
        using var line = new SKPaint { Color = ChartLettering.Aside, StrokeWidth = 1, IsAntialias = true };
        foreach ((int i, (string name, double probability)) in bars.Index())
        {
            float middle = top + ((i + 0.5f) * Row);
            ChartLettering.Write(canvas, ChartLettering.Fit(name, Names - 8, font), left + Names - 8, middle, SKTextAlign.Right, font, ChartLettering.Ink);
            canvas.DrawRect(left + Names, middle - (0.36f * Row), (float)probability * scale, 0.72f * Row, fill);
            ChartLettering.Write(
                canvas, string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.0} %"), left + Names + ((float)probability * scale) + 6, middle, SKTextAlign.Left, font, ChartLettering.Aside);
        }

        canvas.DrawLine(left + Names + ((float)even * scale), top, left + Names + ((float)even * scale), top + (bars.Count * Row), line);
    }
}
