using Honnan.Data.Charts;
using ScottPlot;
using SkiaSharp;

namespace Honnan.Learning.Charts;

/// <summary>
/// How a training went: cross-entropy of training and validation against steps, and below it, where there is one, the
/// validation's accuracy and the learning rate, on the same axis of steps.
/// </summary>
public sealed class TrainingChart
{
    private const float Width = 960;
    private const float Head = 56;
    private const float LossPanel = 400;
    private const float SmallPanel = 180;

    private readonly TrainingCurves _curves;
    private readonly string _title;

    /// <summary>Takes the curves.</summary>
    /// <exception cref="ArgumentException">A curve has not as many points as its steps, or there is no step.</exception>
    public TrainingChart(TrainingCurves curves, string title)
    {
        (_curves, _title) = (curves, title);
        bool fits = curves.Steps.Count > 0
            && curves.TrainingLoss.Count == curves.Steps.Count
            && curves.ValidationLoss.Count == curves.ValidationSteps.Count
            && (curves.ValidationAccuracy?.Count ?? curves.ValidationSteps.Count) == curves.ValidationSteps.Count
            && (curves.LearningRate?.Count ?? curves.Steps.Count) == curves.Steps.Count;
        if (!fits)
        {
            throw new ArgumentException("every curve needs a value for each of its steps", nameof(curves));
        }
    }

    private float Height => Head + LossPanel
        + (_curves.ValidationAccuracy is { Count: > 0 } ? SmallPanel : 0) + (_curves.LearningRate is null ? 0 : SmallPanel);

    /// <summary>The chart as a PNG file's bytes, <paramref name="scale"/> pixels for each of its units.</summary>
    public byte[] Png(float scale = 1) => ChartCanvas.Png(Width, Height, scale, Draw);

    /// <summary>The chart as an SVG file's bytes.</summary>
    public byte[] Svg() => ChartCanvas.Svg(Width, Height, Draw);

    private void Draw(SKCanvas canvas)
    {
        using (SKFont title = ChartLettering.Font(20, bold: true))
        {
            ChartLettering.Write(canvas, ChartLettering.Fit(_title, Width - 48, title), 24, 30, SKTextAlign.Left, title, ChartLettering.Ink);
        }

        var panels = new List<(Plot Plot, float Height)> { (Loss(), LossPanel) };
        if (_curves.ValidationAccuracy is { Count: > 0 } accuracy)
        {
            panels.Add((Accuracy(accuracy), SmallPanel));
        }

        if (_curves.LearningRate is { } rate)
        {
            panels.Add((Rate(rate), SmallPanel));
        }

        float top = Head;
        foreach ((Plot plot, float height) in panels)
        {
            bool last = plot == panels[^1].Plot;
            Dress(plot, last);
            plot.Render(canvas, new PixelRect(0, Width, top + height, top));
            plot.Dispose();
            top += height;
        }
    }

    private Plot Loss()
    {
        Plot plot = ChartStyle.NewPlot("");
        var training = plot.Add.Scatter(_curves.Steps.ToArray(), _curves.TrainingLoss.ToArray(), ChartStyle.First);
        training.LegendText = "training";
        training.LineWidth = 1.5f;
        training.MarkerSize = 0;
        if (_curves.ValidationSteps.Count > 0)
        {
            var validation = plot.Add.Scatter(_curves.ValidationSteps.ToArray(), _curves.ValidationLoss.ToArray(), ChartStyle.Second);
            validation.LegendText = "validation";
            validation.LineWidth = 2.5f;
            validation.MarkerSize = 6;
        }

        plot.YLabel("cross-entropy (nats)");
        plot.ShowLegend(Alignment.UpperRight);
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontSize = 14;
        double highest = Math.Max(_curves.TrainingLoss.Max(), _curves.ValidationLoss.DefaultIfEmpty(0).Max());
        plot.Axes.SetLimitsY(0, 1.25 * Math.Max(highest, 1e-6)); // room for the legend above the highest point
        return plot;
    }

    private Plot Accuracy(IReadOnlyList<double> accuracy)
    {
        Plot plot = ChartStyle.NewPlot("");
        var line = plot.Add.Scatter(_curves.ValidationSteps.ToArray(), accuracy.Select(a => 100 * a).ToArray(), ChartStyle.Second);
        line.LineWidth = 2.5f;
        line.MarkerSize = 6;
        plot.YLabel("accuracy (%)");
        plot.Axes.SetLimitsY(0, Math.Min(100, Math.Max(10, 115 * accuracy.Max())));
        return plot;
    }

    private Plot Rate(IReadOnlyList<double> rate)
    {
        Plot plot = ChartStyle.NewPlot("");
        var line = plot.Add.Scatter(_curves.Steps.ToArray(), rate.ToArray(), ChartStyle.Series[2]);
        line.LineWidth = 2;
        line.MarkerSize = 0;
        plot.YLabel("learning rate");
        plot.Axes.SetLimitsY(0, 1.15 * Math.Max(rate.Max(), 1e-12));
        ((ScottPlot.TickGenerators.NumericAutomatic)plot.Axes.Left.TickGenerator).LabelFormatter = value => value == 0 ? "0" : $"{value:0.#e0}";
        return plot;
    }

    private void Dress(Plot plot, bool last)
    {
        double end = Math.Max(_curves.Steps[^1], _curves.ValidationSteps.Count > 0 ? _curves.ValidationSteps[^1] : 0);
        plot.Axes.SetLimitsX(0, Math.Max(end * 1.01, 1));
        if (last)
        {
            plot.XLabel("steps");
        }

        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = 12;
            axis.Label.FontSize = 13;
            axis.Label.Bold = false;
        }

        plot.RenderManager.ClearCanvasBeforeEachRender = false; // the panels share one canvas
        plot.Layout.Fixed(new PixelPadding(84, 28, last ? 52 : 28, 10));
    }
}
