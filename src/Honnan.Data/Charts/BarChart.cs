using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Honnan.Data.Charts;

/// <summary>A chart of horizontal bars, the first on top, as high as its number of bars needs.</summary>
public static class BarChart
{
    private const int Width = 900;
    private const int RowPixels = 19;
    private const int FramePixels = 110; // title, axis and its label
    private const double BarThickness = 0.74;

    /// <summary>Writes <c>path.svg</c> and <c>path.png</c>.</summary>
    /// <param name="path">The files' path without extension.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">What the values are.</param>
    /// <param name="bars">From the top.</param>
    public static void Save(string path, string title, string axis, IReadOnlyList<ChartBar> bars)
    {
        using Plot plot = ChartStyle.NewPlot(title);
        var ticks = new NumericManual();
        for (int i = 0; i < bars.Count; i++)
        {
            double row = bars.Count - 1 - i;
            AddBar(plot, row, 0, bars[i].Value - bars[i].Highlighted, ChartStyle.First);
            if (bars[i].Highlighted > 0)
            {
                AddBar(plot, row, bars[i].Value - bars[i].Highlighted, bars[i].Value, ChartStyle.Second);
            }

            var label = plot.Add.Text(bars[i].Value.ToString("#,0.##", CultureInfo.InvariantCulture), bars[i].Value, row);
            label.LabelFontName = ChartStyle.FontName;
            label.LabelFontSize = ChartStyle.FontSize - 2;
            label.LabelFontColor = ChartStyle.Ink;
            label.LabelAlignment = Alignment.MiddleLeft;
            label.OffsetX = 4;
            ticks.AddMajor(row, bars[i].Name);
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Left.TickLabelStyle.FontSize = ChartStyle.FontSize;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.MinimumSize = 170;
        plot.Axes.Right.MinimumSize = 24; // half of a number at the axis's end
        plot.Axes.Bottom.Label.Text = axis;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.Label.FontSize = ChartStyle.FontSize;
        plot.Grid.YAxisStyle.IsVisible = false;
        double most = bars.Count == 0 ? 1 : Math.Max(bars.Max(bar => bar.Value), 1);
        plot.Axes.SetLimits(0, most * 1.09, -0.7, bars.Count - 0.3);
        ChartStyle.Save(plot, path, Width, FramePixels + (RowPixels * Math.Max(3, bars.Count)));
    }

    private static void AddBar(Plot plot, double row, double from, double to, Color color) => plot.Add.Bar(new Bar
    {
        Position = row,
        ValueBase = from,
        Value = to,
        Size = BarThickness,
        FillColor = color,
        LineWidth = 0,
        Orientation = Orientation.Horizontal,
    });
}
