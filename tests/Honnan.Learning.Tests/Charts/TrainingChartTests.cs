using System.Text;
using System.Xml.Linq;
using Honnan.Learning.Charts;
using SkiaSharp;
using Xunit;

namespace Honnan.Learning.Tests.Charts;

public sealed class TrainingChartTests
{
    [Fact]
    public void Png_AllCurves_DrawsBothColours()
    {
        byte[] png = new TrainingChart(Curves(), "Run 2").Png();

        using SKBitmap drawn = SKBitmap.Decode(png);
        Look.Save("training.png", png);
        SKColor[] pixels = drawn.Pixels;
        Assert.True(pixels.Count(p => p == SKColor.Parse("#0072B2")) > 200);
        Assert.True(pixels.Count(p => p == SKColor.Parse("#D55E00")) > 200);
    }

    [Fact]
    public void Svg_AllCurves_IsXmlWithItsLabels()
    {
        byte[] svg = new TrainingChart(Curves(), "Run 2").Svg();

        Look.Save("training.svg", svg);
        string text = string.Concat(XDocument.Parse(Encoding.UTF8.GetString(svg)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim() + "|"));
        Assert.All(["Run 2", "steps", "training", "validation", "cross-entropy (nats)"], (string label) => Assert.Contains(label, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Png_NoValidationYet_IsDrawn() => Assert.NotEmpty(
        new TrainingChart(new TrainingCurves { Steps = [40], TrainingLoss = [4], ValidationSteps = [], ValidationLoss = [] }, "Begun").Png());

    [Fact]
    public void Constructor_CurveOfOtherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new TrainingChart(Curves() with { LearningRate = [1e-4] }, "Run 2"));

    private static TrainingCurves Curves()
    {
        var chance = new Random(3);
        double[] steps = [.. Enumerable.Range(1, 180).Select(i => 40.0 * i)];
        double[] validated = [.. Enumerable.Range(1, 15).Select(i => 480.0 * i)];
        return new TrainingCurves
        {
            Steps = steps,
            TrainingLoss = [.. steps.Select(s => 1.35 + (2.7 * Math.Exp(-s / 1500)) + (0.25 * (chance.NextDouble() - 0.5)))],
            ValidationSteps = validated,
            ValidationLoss = [.. validated.Select(s => 1.62 + (2.4 * Math.Exp(-s / 1400)))],
            ValidationAccuracy = [.. validated.Select(s => 0.57 - (0.5 * Math.Exp(-s / 1500)))],
            LearningRate = [.. steps.Select(s => 1e-4 * Math.Pow(0.01, s / 7200))],
        };
    }
}
