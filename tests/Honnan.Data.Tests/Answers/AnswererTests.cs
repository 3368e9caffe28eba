using Honnan.Data.Answers;
using Xunit;

namespace Honnan.Data.Tests.Answers;

public sealed class AnswererTests
{
    // softmax(ln 1, ln 3) = ¼, ¾; halved logits give 1 : √3.
    [Fact]
    public void Of_Temperature_SoftensEachViewBeforeTheMean()
    {
        var answerer = new Answerer(new AnswerRules { Calibration = new Calibration { Temperature = 2 } });

        Answer answer = answerer.Of([View(0, MathF.Log(3)), View(0, 0)]);

        double first = 1 / (1 + Math.Sqrt(3));
        Assert.Equal((first + 0.5) / 2, answer.Probabilities[0], 1e-6);
        Assert.Equal((0.25 + 0.5) / 2, answer.Uncalibrated[0], 1e-6);
        Assert.Null(answer.Known);
    }

    // (2 · ln 3 − ln 9, 1 · 0 + ln 2) = (0, ln 2): ⅓ and ⅔.
    [Fact]
    public void Of_ScaleAndOffset_AreAppliedByCountry()
    {
        var calibration = new Calibration { Temperature = 1, Scale = [2, 1], Offset = [-Math.Log(9), Math.Log(2)] };

        double[] probabilities = calibration.Probabilities([MathF.Log(3), 0]);

        Assert.Equal(1.0 / 3, probabilities[0], 1e-6);
    }

    [Theory]
    [InlineData(3.9, false)]
    [InlineData(4.1, true)]
    public void Of_ScoreAboveTheThreshold_IsNotKnown(double threshold, bool known)
    {
        var answerer = new Answerer(new AnswerRules { Refusal = Rule(RefusalScore.Centre, threshold) });

        // y = ((x − 1) / 2, 0): 1² and √7², whose mean is 4.
        Answer answer = answerer.Of([new ViewOutput([0, 0], [3, 1, 5]), new ViewOutput([0, 0], [6.2915026f, 1, 5])]);

        Assert.Equal(4, answer.Strangeness!.Value, 1e-5);
        Assert.Equal(known, answer.Known);
    }

    // x − m = (2, 0, 4); along the axes lie 2 and 0, so 4² is left.
    [Fact]
    public void Strangeness_Residual_IsWhatTheAxesLeave() => Assert.Equal(16, Rule(RefusalScore.Residual, 0).Strangeness([new ViewOutput([], [3, 1, 5])]), 1e-5);

    // y = (1, 0); points (1, 1), (4, 0), (0, 0): squared distances 1, 9, 1.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 9)]
    public void Strangeness_Neighbours_IsTheDistanceToTheChosenOne(int neighbour, double expected) => Assert.Equal(
        expected, (Rule(RefusalScore.Neighbours, 0) with { Neighbour = neighbour }).Strangeness([new ViewOutput([], [3, 1, 5])]), 1e-5);

    // log(1 + e) for logits 0 and 1.
    [Fact]
    public void Strangeness_Energy_IsMinusTheLogOfTheSum() => Assert.Equal(
        -Math.Log(1 + Math.E), new RefusalRule { Score = RefusalScore.Energy, Threshold = 0 }.Strangeness([View(0, 1)]), 1e-6);

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameAnswers()
    {
        using var folder = new TemporaryFolder();
        var rules = new AnswerRules
        {
            Pictures = 7,
            Calibration = new Calibration { Temperature = 1.5, Scale = [1, 2], Offset = [0, 1] },
            Refusal = Rule(RefusalScore.Country, 3),
        };
        rules.Write(folder.Path);
        ViewOutput[] views = [new ViewOutput([1, 2], [3, 1, 5])];

        Answer read = new Answerer(AnswerRules.Read(folder.Path, 2, 3)).Of(views);

        Answer own = new Answerer(rules).Of(views);
        Assert.Equal(own.Probabilities, read.Probabilities);
        Assert.Equal((own.Strangeness, own.Known), (read.Strangeness, read.Known));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 4)]
    public void Read_RulesOfAnotherModel_AreRefused(int countries, int features)
    {
        using var folder = new TemporaryFolder();
        new AnswerRules { Calibration = new Calibration { Temperature = 1, Scale = [1, 1] }, Refusal = Rule(RefusalScore.Residual, 1) }.Write(folder.Path);

        Assert.Contains("of another model", Assert.Throws<InputException>(() => AnswerRules.Read(folder.Path, countries, features)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"calibration":{"temperature":0}}""", "temperature must be above 0")]
    [InlineData("""{"refusal":{"score":"residual","threshold":1}}""", "needs a space")]
    [InlineData("""{"refusal":{"score":"energy","threshold":1,"space":{"mean":{"rows":1,"columns":1,"values":"AA"},"axes":{"rows":1,"columns":1,"values":"AAAAAA=="},"deviations":{"rows":1,"columns":1,"values":"AAAAAA=="},"points":{"rows":0,"columns":1,"values":""}}}}""", "base64 of 4 bytes")]
    public void Read_DamagedRules_AreRefused(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("answers.json", json);

        Assert.Contains(reason, Assert.Throws<InputException>(() => AnswerRules.Read(folder.Path, 2, 3)).Message, StringComparison.Ordinal);
    }

    private static ViewOutput View(params float[] logits) => new(logits, []);

    /// <summary>Of three features, the first two are axes with deviations 2 and 1; the mean is 1 everywhere.</summary>
    private static RefusalRule Rule(RefusalScore score, double threshold) => new()
    {
        Score = score,
        Threshold = threshold,
        Space = new FeatureSpace
        {
            Mean = PackedMatrix.Of(1, 3, [1, 1, 1]),
            Axes = PackedMatrix.Of(2, 3, [0.5f, 0, 0, 0, 1, 0]),
            Deviations = PackedMatrix.Of(1, 2, [2, 1]),
            Points = PackedMatrix.Of(3, 2, [1, 1, 4, 0, 0, 0]),
        },
    };
}
