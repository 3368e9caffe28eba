using System.Globalization;
using Honnan.Data.Charts;
using Honnan.Learning.Metrics;
using ScottPlot;

namespace Honnan.Learning.Charts;

/// <summary>How far confidence can be trusted: the reliability diagram, and what silence gains.</summary>
public static class CalibrationCharts
{
    private const int Width = 760;
    private const int Height = 560;
    private const float LargestMarker = 22;

    /// <summary>Writes <c>reliability.svg</c> and <c>.png</c>: accuracy against confidence, in bins whose dots grow with their pictures.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="after">As the model answers.</param>
    /// <param name="before">Without its calibration; null where it has none.</param>
    public static void WriteReliability(string folder, IReadOnlyList<ReliabilityBin> after, IReadOnlyList<ReliabilityBin>? before)
    {
        using Plot plot = ChartStyle.NewPlot("Reliability: how often guesses of a confidence are right");
        var honest = plot.Add.Line(0, 0, 100, 100);
        honest.LineColor = ChartStyle.Ink.WithAlpha(0.5);
        honest.LinePattern = LinePattern.Dashed;
        honest.LegendText = "honest";
        if (before is not null)
        {
            Add(plot, before, ChartStyle.Second, "as trained", MarkerShape.OpenCircle);
        }

        Add(plot, after, ChartStyle.First, before is null ? "as trained" : "calibrated", MarkerShape.FilledCircle);
        Dress(plot, "confidence (%)", "right (%)");
        ChartStyle.Save(plot, Path.Combine(folder, "reliability"), Width, Height);
    }

    /// <summary>Writes <c>risk-coverage.svg</c> and <c>.png</c>: the share of wrong guesses against the share of pictures answered.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="risk">The curve.</param>
    public static void WriteRisk(string folder, RiskCoverage risk)
    {
        using Plot plot = ChartStyle.NewPlot(string.Create(CultureInfo.InvariantCulture, $"Risk and coverage: mean risk {100 * risk.Area:0.0} % (best order: {100 * risk.BestArea:0.0} %)"));
        var line = plot.Add.Scatter(risk.Curve.Select(p => 100 * p.Coverage).ToArray(), risk.Curve.Select(p => 100 * p.Risk).ToArray(), ChartStyle.First);
        line.LineWidth = 2.5f;
        line.MarkerSize = 0;
        Dress(plot, "pictures answered, the surest first (%)", "wrong among them (%)");
        plot.HideLegend();
        ChartStyle.Save(plot, Path.Combine(folder, "risk-coverage"), Width, Height);
    }

    private static void Add(Plot plot, IReadOnlyList<ReliabilityBin> bins, Color colour, string name, MarkerShape shape)
    {
        double most = bins.Max(b => b.Pictures);
        var line = plot.Add.Scatter(bins.Select(b => 100 * b.Confidence).ToArray(), bins.Select(b => 100 * b.Accuracy).ToArray(), colour);
        line.LineWidth = 1.5f;
        line.MarkerSize = 0;
        line.LegendText = name;
        foreach (ReliabilityBin bin in bins)
        {
            var dot = plot.Add.Marker(100 * bin.Confidence, 100 * bin.Accuracy, shape, Math.Max(4, LargestMarker * (float)Math.Sqrt(bin.Pictures / most)), colour);
            dot.LineWidth = 2;
        }
    }

    private static void Dress(Plot plot, string bottom, string left)
    {
        plot.XLabel(bottom);
        plot.YLabel(left);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.SetLimits(0, 102, 0, 102);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontSize = ChartStyle.FontSize;
    }
}
