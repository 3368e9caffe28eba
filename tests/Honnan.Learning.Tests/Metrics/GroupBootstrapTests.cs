using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class GroupBootstrapTests
{
    private static readonly GroupBootstrap Drawing = new() { Seed = 7 };

    // 400 independent pictures, 280 right: the normal interval is 0.7 ± 1.96 √(0.7 · 0.3 / 400) = 0.7 ± 0.0449.
    [Fact]
    public void Intervals_IndependentPictures_AreTheNormalOnes()
    {
        Prediction[] predictions = [.. Enumerable.Range(0, 400).Select(i => One(i % 10 < 7, $"g{i}"))];

        Interval top1 = Intervals(predictions)["top1"];

        Assert.Equal(0.7 - 0.0449, top1.Low, 0.006);
        Assert.Equal(0.7 + 0.0449, top1.High, 0.006);
    }

    // 40 places of 10 pictures that are all right or all wrong: as good as 40 pictures, so √10 times as wide.
    [Fact]
    public void Intervals_PlacesThatFallTogether_AreWiderThanByPicture()
    {
        Prediction[] places = [.. Enumerable.Range(0, 400).Select(i => One(i / 10 % 10 < 7, $"g{i / 10}"))];
        Prediction[] alone = [.. places.Select((p, i) => p with { Group = $"p{i}" })];

        double byPlace = Width(Intervals(places)["top1"]);
        double byPicture = Width(Intervals(alone)["top1"]);

        Assert.InRange(byPlace / byPicture, 2.7, 3.6);
    }

    // None of ten has a chance of 0.025 where a share of 0.30849710781876083 is right: (1 - 0.30849710781876083)^10; three of three where 0.2924017738212866 is.
    [Theory]
    [InlineData(10, false, 0, 0.30849710781876083)]
    [InlineData(3, true, 0.2924017738212866, 1)]
    public void Intervals_AllOrNoneRight_AreClopperAndPearsonsOverGroups(int groups, bool right, double low, double high)
    {
        Prediction[] predictions = [.. Enumerable.Range(0, 4 * groups).Select(i => One(right, $"g{i % groups}"))];
        Figures figures = Figures.From(predictions, Drawn.Vocabulary(8));

        Interval top1 = Intervals(predictions)["top1"];
        Interval ofSource = Assert.Single(Drawing.PerSource(figures, predictions, TestContext.Current.CancellationToken)).Intervals!["top1"];

        Assert.Equal(low, top1.Low, 1e-12);
        Assert.Equal(high, top1.High, 1e-12);
        Assert.Equal(top1, ofSource);
    }

    // Two groups, one all right and one all wrong, of one picture each: resamples give 0, ½ or 1, each end 1 time in 4.
    [Fact]
    public void Intervals_TwoGroups_ReachBothEnds()
    {
        IReadOnlyDictionary<string, Interval> intervals = Intervals([One(true, "a"), One(false, "b")]);

        Assert.Equal(new Interval(0, 1), intervals["top1"]);
        Assert.Equal(["top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "brier", "ece"], intervals.Keys);
    }

    [Fact]
    public void Intervals_OneGroup_AreTheFiguresThemselves()
    {
        Prediction[] predictions = [.. Enumerable.Range(0, 50).Select(i => One(i % 3 == 0, "same"))];
        Figures figures = Figures.From(predictions, Drawn.Vocabulary(8));

        IReadOnlyDictionary<string, Interval> intervals = Intervals(predictions);

        foreach ((string name, double figure) in new[]
        {
            ("top1", figures.Top1), ("balancedAccuracy", figures.BalancedAccuracy), ("macroF1", figures.MacroF1),
            ("logLoss", figures.LogLoss), ("brier", figures.Brier), ("ece", figures.Ece),
        })
        {
            Assert.Equal(figure, intervals[name].Low, 1e-12);
            Assert.Equal(figure, intervals[name].High, 1e-12);
        }
    }

    [Fact]
    public void Intervals_SameSeed_AreTheSameWhateverTheOrder()
    {
        Prediction[] predictions = [.. Enumerable.Range(0, 60).Select(i => One(i % 4 == 0, $"g{i / 2}"))];

        Assert.Equal(Intervals(predictions)["macroF1"], Intervals([.. predictions.Reverse()])["macroF1"]);
    }

    [Fact]
    public void PerSource_TwoSources_HaveTheirOwnIntervals()
    {
        Prediction[] predictions =
        [
            .. Enumerable.Range(0, 100).Select(i => One(true, $"g{i}") with { Source = "easy" }),
            .. Enumerable.Range(0, 100).Select(i => One(i % 2 == 0, $"g{i}") with { Source = "hard" }),
        ];

        IReadOnlyList<SourceFigures> rows = Drawing.PerSource(
            Figures.From(predictions, Drawn.Vocabulary(8)), predictions, TestContext.Current.CancellationToken);

        Assert.Equal(Math.Pow(0.025, 1 / 100.0), rows[0].Intervals!["top1"].Low, 1e-12);
        Assert.Equal(1, rows[0].Intervals!["top1"].High);
        Assert.InRange(rows[1].Intervals!["top1"].Low, 0.37, 0.43);
    }

    [Fact]
    public void Intervals_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(
        () => Drawing.Intervals([One(true, "a")], 8, new CancellationToken(canceled: true)));

    private static Prediction One(bool right, string group) => Drawn.Of(3, Drawn.Guessing(right ? 3 : 4, 8), group);

    private static IReadOnlyDictionary<string, Interval> Intervals(Prediction[] predictions) =>
        Drawing.Intervals(predictions, 8, TestContext.Current.CancellationToken);

    private static double Width(Interval interval) => interval.High - interval.Low;
}
