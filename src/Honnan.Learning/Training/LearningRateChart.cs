using System.Globalization;
using Honnan.Data.Charts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Honnan.Learning.Training;

/// <summary>The loss against the learning rate of a search, on a logarithmic axis.</summary>
internal static class LearningRateChart
{
    private const int Width = 900;
    private const int Height = 480;
    private const double Above = 1.6; // of the first loss: what explodes is cut off

    /// <summary>Writes <c>path.svg</c> and <c>path.png</c>.</summary>
    public static void Save(string path, RateSearch search)
    {
        using Plot plot = ChartStyle.NewPlot("Loss by learning rate");
        double[] places = [.. search.Trials.Select(t => Math.Log10(t.Rate))];
        Line(plot, places, [.. search.Trials.Select(t => t.Loss)], ChartStyle.Ink.WithOpacity(0.35), 1, "of a batch");
        Line(plot, places, [.. search.Trials.Select(t => t.Smoothed)], ChartStyle.First, 2.5f, "smoothed");
        Mark(plot, search.Steepest, ChartStyle.Second, "falls fastest");
        Mark(plot, search.TenthOfLowest, ChartStyle.Series[2], "a tenth of the lowest's");

        var ticks = new NumericManual();
        for (int power = (int)Math.Floor(places[0]); power <= (int)Math.Ceiling(places[^1]); power++)
        {
            ticks.AddMajor(power, string.Create(CultureInfo.InvariantCulture, $"1e{power}"));
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.XLabel("learning rate");
        plot.YLabel("cross-entropy (nats)");
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = ChartStyle.FontSize;
            axis.Label.FontSize = ChartStyle.FontSize;
            axis.Label.Bold = false;
        }

        plot.ShowLegend(Alignment.UpperLeft);
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Axes.SetLimits(places[0], places[^1] + 0.1, 0.95 * search.Trials.Min(t => Math.Min(t.Loss, t.Smoothed)), Above * search.FirstLoss);
        ChartStyle.Save(plot, path, Width, Height);
    }

    private static void Line(Plot plot, double[] x, double[] y, Color color, float width, string name)
    {
        var line = plot.Add.Scatter(x, y, color);
        line.LineWidth = width;
        line.MarkerSize = 0;
        line.LegendText = name;
    }

    private static void Mark(Plot plot, double rate, Color color, string name)
    {
        var mark = plot.Add.VerticalLine(Math.Log10(rate), 2, color, LinePattern.Dashed);
        mark.LegendText = string.Create(CultureInfo.InvariantCulture, $"{name}: {rate:0.0e0}");
    }
}
