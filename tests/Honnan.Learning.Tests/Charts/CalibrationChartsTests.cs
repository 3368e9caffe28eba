using System.Text;
using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Charts;

public sealed class CalibrationChartsTests
{
    [Fact]
    public void Write_BothCharts_AreSvgAndPng()
    {
        using var folder = new TemporaryFolder();
        (double, bool)[] guesses = [.. Enumerable.Range(0, 300).Select(i => (i / 300.0, i % 5 < 3))];

        CalibrationCharts.WriteReliability(folder.Path, ReliabilityBin.Of(guesses), ReliabilityBin.Of(guesses));
        CalibrationCharts.WriteRisk(folder.Path, RiskCoverage.Of(guesses));

        foreach (string name in (string[])["reliability", "risk-coverage"])
        {
            Assert.StartsWith("\u0089PNG", Encoding.Latin1.GetString(File.ReadAllBytes(folder.At(name + ".png"))), StringComparison.Ordinal);
            Assert.Contains("</svg>", File.ReadAllText(folder.At(name + ".svg")), StringComparison.Ordinal);
        }

        Assert.Contains("calibrated", File.ReadAllText(folder.At("reliability.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Prior_Panels_NameTheirCountries()
    {
        var chart = new PriorChart([("black", "sure", [("Hungary", 0.4), ("Japan", 0.1)]), ("noise", "", [("Chile", 0.2)])], "Without information", 1.0 / 56);

        string svg = Encoding.UTF8.GetString(chart.Svg());

        Assert.All(["black", "Hungary", "40.0 %", "Chile", "1.8 %"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
        Assert.NotEmpty(chart.Png());
    }
}
