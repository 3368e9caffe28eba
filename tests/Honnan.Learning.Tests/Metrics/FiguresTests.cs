using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class FiguresTests
{
    private const int Classes = 7;

    // scikit-learn 1.2 on the same scores: many ties, one class that never occurs and one that is never guessed.
    [Fact]
    public void From_TiedScores_EqualScikitLearns()
    {
        Prediction[] predictions = Tied();
        Figures figures = Figures.From(predictions, Drawn.Vocabulary(Classes));

        Assert.Equal(80, figures.Pictures);
        Assert.Equal(0.2625, figures.Top1, 1e-12);
        Assert.Equal(0.2746392496392496, figures.BalancedAccuracy, 1e-12);
        Assert.Equal(0.20757919329347901, figures.MacroF1, 1e-12);
        Assert.Equal(0.23475529100529097, figures.WeightedF1, 1e-12);
        Assert.Equal(0.4125, Figures.TopK(predictions, 2), 1e-12);
        Assert.Equal(0.7375, figures.Top5, 1e-12);
        Assert.Equal(3.418373633475652, figures.LogLoss, 1e-9);
        Assert.Equal(0.13947128532360986, figures.Kappa!.Value, 1e-12);
        Assert.Equal(0.14718487838023592, figures.Matthews, 1e-12);
        Assert.Equal(
            [0.0, 0.42857142857142855, 0.5454545454545454, 0.35714285714285715, 0.25, 0.06666666666666667, 0.0],
            figures.PerCountry.Select(c => c.Recall));
        Assert.Equal(
            [0.0, 0.2727272727272727, 0.2727272727272727, 0.38461538461538464, 0.3333333333333333, 0.2, 0.0],
            figures.PerCountry.Select(c => c.Precision));
    }

    [Fact]
    public void MacroAuc_TiedScores_CountsTiesHalf()
    {
        Prediction[] rounded = [.. Tied().Select(p => p with { Probabilities = Array.ConvertAll(p.Probabilities, x => Math.Round(x, 6)) })];

        Assert.Equal(0.6586069588978795, ProbabilityScores.MacroAuc(rounded, Classes)!.Value, 1e-12);
    }

    // By hand: bins (12/15, 13/15] and (9/15, 10/15]; 0.6 itself belongs to the bin below it.
    [Fact]
    public void CalibrationError_BinEdges_AreClosedAtTheRight()
    {
        Assert.Equal(8, ProbabilityScores.CalibrationBin(0.6));
        Assert.Equal(9, ProbabilityScores.CalibrationBin(Math.BitIncrement(0.6)));
        Assert.Equal(0, ProbabilityScores.CalibrationBin(1.0 / 15));
        Assert.Equal(14, ProbabilityScores.CalibrationBin(1));
        Assert.Equal(
            (Math.Abs(1 - 0.65) + (2 * Math.Abs(0.5 - 0.825))) / 3,
            ProbabilityScores.CalibrationError([0.65, 0.81, 0.84], [true, true, false]),
            1e-12);
    }

    [Fact]
    public void LogLoss_SureAndWrong_IsClippedAsInScikitLearn() =>
        Assert.Equal(36.04365338911715, ProbabilityScores.LogLoss([1, 0], 1), 1e-12); // −ln 2⁻⁵²

    [Fact]
    public void From_CountryOutside_CountsItApart()
    {
        Figures figures = Figures.From(
            [
                Drawn.Of(0, [0.9, 0.1]) with { Kilometres = 10 },
                Drawn.Of(1, [0.8, 0.2], source: "t") with { Kilometres = 300, Known = false },
                Drawn.Of(Prediction.Outside, [0.7, 0.3]) with { Kilometres = 9000 },
            ],
            Drawn.Vocabulary(2));

        Assert.Equal((2, 1, 1, 2), (figures.Pictures, figures.Outside, figures.Refused, figures.Classes));
        Assert.Equal(0.5, figures.Top1);
        Assert.Equal(1, figures.Top5); // two classes: the five best hold every one
        Assert.Equal([("s", 1, 1.0), ("t", 1, 0.0)], figures.PerSource.Select(s => (s.Source, s.Pictures, s.Top1)));
        Assert.Equal(155, figures.MedianKm!.Value, 1e-12);
        Assert.Equal([0.5, 0.5, 1, 1], Figures.DistanceLevels.Select(km => figures.Within![$"{km}"]));
    }

    [Fact]
    public void From_OneClassOnly_LeavesUndefinedFiguresOut()
    {
        Figures figures = Figures.From([Drawn.Of(0, [0.9, 0.1])], Drawn.Vocabulary(2));

        Assert.Null(figures.Kappa);
        Assert.Null(figures.MacroAuc);
        Assert.Null(figures.MedianKm);
        Assert.Equal(0, figures.Matthews);
    }

    [Fact]
    public void From_NothingInVocabulary_SaysSo() =>
        Assert.Contains("none is of a country", Assert.Throws<InputException>(
            () => Figures.From([Drawn.Of(Prediction.Outside, [1, 0])], Drawn.Vocabulary(2))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(0, double.NaN)]
    public void From_PredictionThatDoesNotFit_Throws(int truth, double probability) =>
        Assert.Throws<ArgumentException>(() => Figures.From([Drawn.Of(truth, [probability, 0.5])], Drawn.Vocabulary(2)));

    private static Prediction[] Tied() =>
    [
        .. Enumerable.Range(0, 80).Select(i =>
        {
            double[] z = [.. Enumerable.Range(0, Classes).Select(k => Math.Floor(4 * ReferenceFormula.U("small/scores", (i * Classes) + k)))];
            z[0] -= 9;
            int truth = (int)(6 * ReferenceFormula.U("small/truth", i));
            z[truth] += Math.Floor(2 * ReferenceFormula.U("small/skill", i));
            return Drawn.Of(truth, Softmax.Of(z));
        }),
    ];
}
