using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class ReliabilityBinTests
{
    [Fact]
    public void Of_Guesses_AreBinnedClosedAtTheRight()
    {
        IReadOnlyList<ReliabilityBin> bins = ReliabilityBin.Of([(1.0 / 15, true), (0.07, false), (0.08, true), (1, true)]);

        Assert.Equal([1, 2, 1], bins.Select(b => b.Pictures));
        Assert.Equal(0.5, bins[1].Accuracy);
        Assert.Equal(0.075, bins[1].Confidence, 1e-12);
        Assert.Equal((14.0 / 15, 1.0), (bins[2].Low, bins[2].High));
    }

    // Surest first: right, wrong, right, wrong: risks 0, ½, ⅓, ½. Best order: 0, 0, ⅓, ½.
    [Fact]
    public void RiskCoverage_FourGuesses_IsTheMeanRisk()
    {
        RiskCoverage curve = RiskCoverage.Of([(0.9, true), (0.6, true), (0.8, false), (0.2, false)]);

        Assert.Equal((0 + (1.0 / 2) + (1.0 / 3) + (1.0 / 2)) / 4, curve.Area, 1e-12);
        Assert.Equal(((1.0 / 3) + (1.0 / 2)) / 4, curve.BestArea, 1e-12);
        Assert.Equal(1, curve.AccuracyAt["25"]);
        Assert.Equal(0.5, curve.AccuracyAt["50"]);
        Assert.Equal(0.5, curve.AccuracyAt["100"]);
    }

    [Fact]
    public void RiskCoverage_EqualConfidences_DoNotDependOnTheOrder()
    {
        (double, bool)[] guesses = [(0.5, true), (0.5, false), (0.5, false), (0.5, true)];

        RiskCoverage curve = RiskCoverage.Of(guesses);

        Assert.Equal(0.5, curve.Area, 1e-12);
        Assert.Equal(curve.Area, RiskCoverage.Of([.. guesses.Reverse()]).Area);
    }

    [Fact]
    public void RiskCoverage_ManyGuesses_HasAThinCurveToItsEnd()
    {
        RiskCoverage curve = RiskCoverage.Of([.. Enumerable.Range(0, 50_000).Select(i => (i / 50_000.0, i % 3 == 0))]);

        Assert.InRange(curve.Curve.Count, 100, 1000);
        Assert.Equal(1, curve.Curve[^1].Coverage);
    }

    // Pairs in which the higher kind wins: 3 > 1, 3 > 2, 2 > 1, and 2 = 2 half: 3.5 of 4.
    [Fact]
    public void Auc_TwoKinds_IsTheShareOfPairs()
    {
        Assert.Equal(3.5 / 4, ProbabilityScores.Auc([3, 2], [1, 2])!.Value, 1e-12);
        Assert.Null(ProbabilityScores.Auc([], [1]));
    }
}
