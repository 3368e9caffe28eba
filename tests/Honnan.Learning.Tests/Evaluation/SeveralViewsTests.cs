using Honnan.Learning.Evaluation;
using Honnan.Learning.Metrics;
using Honnan.Learning.Tests.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Evaluation;

public sealed class SeveralViewsTests
{
    // Of two views, (0.4, 0.6) and (0.9, 0.1): the mean is 0.65; the geometric one √(0.4 · 0.9) : √(0.6 · 0.1) = 0.7101.
    [Theory]
    [InlineData(ViewCombination.Probabilities, 0.65)]
    [InlineData(ViewCombination.Logits, 0.71010205)]
    public void Judge_TwoViews_ArePutTogether(ViewCombination combination, double expected)
    {
        (double top1, double loss) = ViewMixing.Judge([Seen("a", [0.4, 0.6], [0.9, 0.1])], [[0, 1]], combination);

        Assert.Equal(1, top1);
        Assert.Equal(-Math.Log(expected), loss, 1e-6);
    }

    // One view alone at a time: the mean over both choices.
    [Fact]
    public void Judge_SeveralChoices_AreAveraged()
    {
        (double top1, double loss) = ViewMixing.Judge([Seen("a", [0.4, 0.6], [0.9, 0.1])], [[0], [1]], ViewCombination.Probabilities);

        Assert.Equal(0.5, top1);
        Assert.Equal(-(Math.Log(0.4) + Math.Log(0.9)) / 2, loss, 1e-9);
    }

    // Sure views are right and unsure ones are not: weights that follow the entropy do better than even ones.
    [Fact]
    public void Judge_SureViewsThatAreRight_AreLearned()
    {
        ViewedPicture[] pictures = [.. Enumerable.Range(0, 40).Select(i => Seen($"g{i}", [0.98, 0.02], [0.4, 0.6]))];

        double learned = ViewMixing.Judge(pictures, [[0, 1]], ViewCombination.Learned).LogLoss;

        Assert.True(learned < ViewMixing.Judge(pictures, [[0, 1]], ViewCombination.Probabilities).LogLoss - 0.05, $"{learned}");
    }

    [Fact]
    public void Places_PicturesOfOnePlace_AreAnsweredTogether()
    {
        Prediction[] predictions =
        [
            Drawn.Of(0, [0.9, 0.1]) with { Place = "mill" }, Drawn.Of(0, [0.4, 0.6]) with { Place = "mill" },
            Drawn.Of(1, [0.6, 0.4]) with { Place = "bridge" }, Drawn.Of(1, [0.7, 0.3]) with { Place = "bridge" }, Drawn.Of(1, [0.8, 0.2]) with { Place = "bridge" },
            Drawn.Of(1, [0.1, 0.9]) with { Place = "alone" }, Drawn.Of(1, [0.1, 0.9]),
        ];

        PlaceFigures places = PlaceFigures.Of(predictions)!;

        Assert.Equal((2, 5, 0.2, 0.5), (places.Places, places.Pictures, places.Top1Alone, places.Top1));
        Assert.Equal(["2: 1", "3: 0"], places.ByNumber.Select(n => $"{n.Key}: {n.Value}"));
        Assert.Null(PlaceFigures.Of(predictions[5..]));
    }

    private static ViewedPicture Seen(string group, params double[][] views) => new(0, group, true, views);
}
