using Honnan.Data;
using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class PairedComparisonTests
{
    private static readonly GroupBootstrap Drawing = new() { Seed = 7 };

    // Binomial tails at one half, by hand: 2 (1 + 10) / 2¹⁰; 2 · 1 / 2⁵; both sides of b = c overlap, so 1.
    [Theory]
    [InlineData(1, 9, 22.0 / 1024)]
    [InlineData(9, 1, 22.0 / 1024)]
    [InlineData(0, 5, 2.0 / 32)]
    [InlineData(4, 4, 1)]
    [InlineData(0, 0, 1)]
    public void PValue_FewPictures_IsTheBinomialTail(int onlyFirst, int onlySecond, double expected) =>
        Assert.Equal(expected, McNemar.PValue(onlyFirst, onlySecond), 1e-12);

    // Of 20,000 trials the smallest term is 2⁻²⁰⁰⁰⁰, which no double holds; the sum was taken in whole numbers by Python.
    [Fact]
    public void PValue_ManyPictures_DoesNotVanish() => Assert.Equal(0.04692301038657396, McNemar.PValue(10_141, 9_859), 1e-9);

    [Fact]
    public void Of_SamePictures_CountsWhoIsRightAlone()
    {
        PairedComparison comparison = Compare([true, true, true, false, false], [true, false, false, true, false]);

        Assert.Equal((5, 2, 1), (comparison.Pictures, comparison.OnlyFirst, comparison.OnlySecond));
        Assert.Equal(1, comparison.PValue);
        Assert.Equal(0.2, comparison.Differences["top1"].Difference, 1e-12);
    }

    // Both are right on the same 70 %, but for 20 of 400 pictures: the difference's deviation is √(0.05 − 0.05²) / 20.
    [Fact]
    public void Of_ModelsThatMostlyAgree_HasANarrowInterval()
    {
        bool[] second = [.. Enumerable.Range(0, 400).Select(i => i % 10 < 7)];
        bool[] first = [.. second.Select((right, i) => right || i % 20 == 19)];

        Interval interval = Compare(first, second).Differences["top1"].Interval;

        double half = 1.96 * Math.Sqrt(0.05 - (0.05 * 0.05)) / 20;
        Assert.Equal(0.05 - half, interval.Low, 0.006);
        Assert.Equal(0.05 + half, interval.High, 0.006);
    }

    [Fact]
    public void Of_DifferencesOfAllFigures_AreTheFiguresDifferences()
    {
        Prediction[] first = Judged([true, false, true, true], 0.9);
        Prediction[] second = Judged([true, true, false, false], 0.5);
        Figures a = Figures.From(first, Drawn.Vocabulary(8));
        Figures b = Figures.From(second, Drawn.Vocabulary(8));

        IReadOnlyDictionary<string, FigureDifference> differences = PairedComparison.Of(first, second, 8, Drawing, TestContext.Current.CancellationToken).Differences;

        Assert.Equal(a.LogLoss - b.LogLoss, differences["logLoss"].Difference, 1e-12);
        Assert.Equal(a.MacroF1 - b.MacroF1, differences["macroF1"].Difference, 1e-12);
        Assert.Equal(a.Ece - b.Ece, differences["ece"].Difference, 1e-12);
    }

    [Fact]
    public void Of_PictureThatOneCouldNotRead_IsLeftOut()
    {
        Prediction[] first = Judged([true, true, false], 0.6);

        PairedComparison comparison = PairedComparison.Of(first, [.. Judged([false, true, true], 0.6).Skip(1)], 8, Drawing, TestContext.Current.CancellationToken);

        Assert.Equal((2, 0, 1), (comparison.Pictures, comparison.OnlyFirst, comparison.OnlySecond));
    }

    [Fact]
    public void Of_NoPictureInCommon_IsRefused() => Assert.Contains("no picture in common", Assert.Throws<InputException>(
        () => PairedComparison.Of(Judged([true], 0.6), [], 8, Drawing, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    private static PairedComparison Compare(bool[] first, bool[] second) =>
        PairedComparison.Of(Judged(first, 0.6), Judged(second, 0.6), 8, Drawing, TestContext.Current.CancellationToken);

    private static Prediction[] Judged(bool[] right, double sureness) =>
        [.. right.Select((r, i) => Drawn.Of(3, Drawn.Guessing(r ? 3 : 4, 8, sureness), $"g{i}", file: $"{i}.jpg"))];
}
