using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class ConfusedPairTests
{
    [Fact]
    public void Of_Mistakes_AreOrderedByTheirShareOfBothCountries()
    {
        // 0 and 1: 3 mistakes of 5 + 5 pictures; 2 and 3: 4 of 20 + 4; 0 and 4: a single one.
        Prediction[] predictions =
        [
            .. Times(3, 0, 0), One(0, 1, 0.5, "a.jpg"), One(0, 4, 0.9, "single.jpg"),
            .. Times(3, 1, 1), One(1, 0, 0.9, "b.jpg"), One(1, 0, 0.7, "c.jpg"),
            .. Times(16, 2, 2), .. Times(4, 2, 3), .. Times(4, 3, 3),
            Drawn.Of(Prediction.Outside, Drawn.Guessing(1, 5)),
        ];
        ConfusionMatrix confusion = Figures.From(predictions, Drawn.Vocabulary(5)).Confusion;

        IReadOnlyList<ConfusedPair> pairs = ConfusedPair.Of(predictions, confusion, Drawn.Vocabulary(5), examples: 2);

        Assert.Equal(["AA AB", "AC AD"], pairs.Select(p => $"{p.First} {p.Second}"));
        Assert.Equal((1, 2, 0.3), (pairs[0].FirstAsSecond, pairs[0].SecondAsFirst, pairs[0].Share));
        Assert.Equal(["s/b.jpg", "s/c.jpg"], pairs[0].Examples);
        Assert.Equal(4.0 / 24, pairs[1].Share, 1e-12);
    }

    private static Prediction One(int truth, int guess, double sureness, string file) => Drawn.Of(truth, Drawn.Guessing(guess, 5, sureness), file: file);

    private static IEnumerable<Prediction> Times(int count, int truth, int guess) => Enumerable.Range(0, count).Select(_ => One(truth, guess, 0.6, "x.jpg"));
}
