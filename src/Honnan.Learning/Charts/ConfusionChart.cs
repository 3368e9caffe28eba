using System.Globalization;
using Honnan.Data.Geography;
using Honnan.Learning.Metrics;
using ScottPlot;
using SkiaSharp;

namespace Honnan.Learning.Charts;

/// <summary>
/// The confusion matrix as a picture: a row for each true country, its shares of guesses by colour, in percent where a
/// number can be read. Countries stand in <see cref="WorldRegions"/>' order, and only those that occur or are guessed.
/// The colours are cmocean's perceptually uniform "dense"; they follow a power of the share, since the rare
/// confusions are what there is to see.
/// </summary>
public sealed class ConfusionChart
{
    private const float Names = 172;
    private const float Regions = 128;
    private const float Counts = 56;
    private const float Head = 104;
    private const float Foot = 92;
    private const float Margin = 24;
    private const double Power = 0.65;

    private static readonly ScottPlot.Colormaps.Dense Colours = new();

    private readonly ConfusionMatrix _confusion;
    private readonly IReadOnlyList<CountryCode> _vocabulary;
    private readonly Func<CountryCode, string> _name;
    private readonly string _title;
    private readonly int[] _order;
    private readonly float _cell;

    /// <summary>Lays the chart out.</summary>
    /// <param name="confusion">Counts of the vocabulary's countries.</param>
    /// <param name="vocabulary">The countries, in the counts' order.</param>
    /// <param name="name">A country's name for the rows.</param>
    /// <param name="title">The heading, such as the model's name and the split.</param>
    public ConfusionChart(ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary, Func<CountryCode, string> name, string title)
    {
        (_confusion, _vocabulary, _name, _title) = (confusion, vocabulary, name, title);
        _order = [.. WorldRegions.Order(vocabulary).Where(k => confusion.TrueCount(k) + confusion.GuessCount(k) > 0)];
        _cell = Math.Clamp(1344f / Math.Max(1, _order.Length), 24, 48);
    }

    private const float Left = Margin + Regions + Names;

    private float Grid => _order.Length * _cell;

    private float Width => Math.Max(Left + Grid + Counts + Margin, 960);

    private float Height => Head + Grid + Foot;

    /// <summary>The chart as a PNG file's bytes, <paramref name="scale"/> pixels for each of its units.</summary>
    public byte[] Png(float scale = 1) => ChartCanvas.Png(Width, Height, scale, Draw);

    /// <summary>The chart as an SVG file's bytes.</summary>
    public byte[] Svg() => ChartCanvas.Svg(Width, Height, Draw);

    private void Draw(SKCanvas canvas)
    {
        using SKFont title = ChartLettering.Font(20, bold: true);
        using SKFont aside = ChartLettering.Font(13);
        ChartLettering.Write(canvas, ChartLettering.Fit(_title, Width - (2 * Margin), title), Margin, 30, SKTextAlign.Left, title, ChartLettering.Ink);
        ChartLettering.Write(
            canvas,
            $"{_confusion.Total:#,0} pictures, {_confusion.Accuracy:0.0 %} right. Rows: true country, 100 % each; columns: guess.",
            Margin, 56, SKTextAlign.Left, aside, ChartLettering.Aside);
        DrawCells(canvas);
        DrawLabels(canvas);
        DrawRegions(canvas);
        DrawLegend(canvas);
    }

    private void DrawCells(SKCanvas canvas)
    {
        using SKFont number = ChartLettering.Font(Math.Min(0.42f * _cell, 14));
        using var paint = new SKPaint();
        for (int row = 0; row < _order.Length; row++)
        {
            float y = Head + (row * _cell);
            for (int column = 0; column < _order.Length; column++)
            {
                float x = Left + (column * _cell);
                double share = _confusion.Share(_order[row], _order[column]);
                paint.Color = Colour(share);
                canvas.DrawRect(x, y, _cell, _cell, paint);
                double percent = Math.Round(100 * share);
                if (percent >= 2 || (row == column && _confusion.TrueCount(_order[row]) > 0))
                {
                    SKColor ink = share > 0.25 ? SKColors.White : ChartLettering.Ink;
                    ChartLettering.Write(canvas, percent.ToString(CultureInfo.InvariantCulture), x + (_cell / 2), y + (_cell / 2), SKTextAlign.Center, number, ink);
                }
            }
        }
    }

    private void DrawLabels(SKCanvas canvas)
    {
        using SKFont code = ChartLettering.Font(12, bold: true);
        using SKFont name = ChartLettering.Font(12);
        ChartLettering.Write(canvas, "pictures", Left + Grid + 8, Head - 12, SKTextAlign.Left, name, ChartLettering.Aside);
        for (int i = 0; i < _order.Length; i++)
        {
            CountryCode country = _vocabulary[_order[i]];
            float middle = ((i + 0.5f) * _cell) + Head;
            string label = ChartLettering.Fit(_name(country), Names - 42, name);
            ChartLettering.Write(canvas, label, Left - 34, middle, SKTextAlign.Right, name, ChartLettering.Ink);
            ChartLettering.Write(canvas, $"{country}", Left - 17, middle, SKTextAlign.Center, code, ChartLettering.Ink);
            ChartLettering.Write(canvas, $"{_confusion.TrueCount(_order[i]):#,0}", Left + Grid + 8, middle, SKTextAlign.Left, name, ChartLettering.Aside);
            ChartLettering.Write(canvas, $"{country}", Left + ((i + 0.5f) * _cell), Head - 12, SKTextAlign.Center, code, ChartLettering.Ink);
        }
    }

    private void DrawRegions(SKCanvas canvas)
    {
        using SKFont font = ChartLettering.Font(12);
        using var line = new SKPaint { Color = ChartLettering.Line, StrokeWidth = 1, IsAntialias = true };
        for (int from = 0; from < _order.Length;)
        {
            string region = WorldRegions.RegionOf(_vocabulary[_order[from]]);
            int to = from + 1;
            while (to < _order.Length && WorldRegions.RegionOf(_vocabulary[_order[to]]) == region)
            {
                to++;
            }

            float top = Head + (from * _cell);
            float bottom = Head + (to * _cell);
            ChartLettering.Write(canvas, region, Margin, (top + bottom) / 2, SKTextAlign.Left, font, ChartLettering.Aside);
            canvas.DrawLine(Margin, bottom, Left + Grid + Counts, bottom, line);
            canvas.DrawLine(Left + (to * _cell), Head - 22, Left + (to * _cell), Head + Grid, line);
            from = to;
        }

        canvas.DrawLine(Margin, Head, Left + Grid + Counts, Head, line);
        canvas.DrawLine(Left, Head - 22, Left, Head + Grid, line);
    }

    private void DrawLegend(SKCanvas canvas)
    {
        const float Length = 360;
        using SKFont font = ChartLettering.Font(12);
        using var paint = new SKPaint();
        float top = Head + Grid + 28;
        for (int i = 0; i < Length; i++)
        {
            paint.Color = Colour(Math.Pow((i + 0.5) / Length, 1 / Power));
            canvas.DrawRect(Left + i, top, 1.5f, 14, paint);
        }

        foreach (int percent in new[] { 0, 1, 5, 10, 25, 50, 75, 100 })
        {
            ChartLettering.Write(canvas, $"{percent}", Left + (Length * (float)Math.Pow(percent / 100.0, Power)), top + 24, SKTextAlign.Center, font, ChartLettering.Ink);
        }

        ChartLettering.Write(canvas, "% of the true country's pictures", Left + Length + 22, top + 7, SKTextAlign.Left, font, ChartLettering.Aside);
    }

    // Nothing at all is white, so that even a single mistake is told from none.
    private static SKColor Colour(double share)
    {
        Color colour = Colours.GetColor(Math.Pow(Math.Clamp(share, 0, 1), Power));
        return share <= 0 ? SKColors.White : new SKColor(colour.R, colour.G, colour.B);
    }
}
