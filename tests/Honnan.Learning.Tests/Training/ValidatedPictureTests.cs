using Honnan.Data.Answers;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class ValidatedPictureTests
{
    /// <summary>By hand: exp(−1000) is 0 in double precision, and its logarithm must not be taken.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1e10f)]
    public void Of_TruthFarBelow_LosesAsMuchAsItIsBelow(float above) =>
        Assert.Equal(above, ValidatedPicture.Of("a", 0, [View(0, above)]).LogLoss, 1e-6 * above);

    /// <summary>By hand: softmax gives the truth 1/2 and 1/4, whose mean is 3/8.</summary>
    [Fact]
    public void Of_TwoViews_AveragesTheirProbabilities()
    {
        var judged = ValidatedPicture.Of("a", 0, [View(0, 0), View(0, MathF.Log(3))]);

        Assert.Equal(-Math.Log(0.375), judged.LogLoss, 1e-7);
        Assert.Equal(0.375, judged.Probabilities[0], 1e-7);
        Assert.False(judged.IsRight);
        Assert.True(judged.IsFinite);
    }

    [Fact]
    public void Of_SureAndRight_LosesNothingAndNotLess()
    {
        double loss = ValidatedPicture.Of("a", 1, [View(0, 90), View(0, 80), View(0, 85)]).LogLoss;

        Assert.Equal(0, loss);
        Assert.False(double.IsNegative(loss)); // which would be shown as -0.000
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Of_LogitNotFinite_IsTold(float logit) => Assert.False(ValidatedPicture.Of("a", 0, [View(0, 0), View(0, logit)]).IsFinite);

    private static ViewOutput View(params float[] logits) => new(logits, []);
}
