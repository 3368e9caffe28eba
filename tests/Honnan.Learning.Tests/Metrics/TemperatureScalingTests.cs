using CsCheck;
using Honnan.Data.Answers;
using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

public sealed class TemperatureScalingTests
{
    // Two classes, logit difference d, right three times in four: the optimum has sigmoid(d / T) = 3/4, so T = d / ln 3.
    [Theory]
    [InlineData(0.01)]
    [InlineData(4)]
    [InlineData(600)]
    public void Fit_TwoClasses_GivesTheClosedForm(double difference)
    {
        double[][] logits = [.. Enumerable.Repeat(new[] { difference, 0.0 }, 4)];

        TemperatureScaling fit = TemperatureScaling.Fit(logits, [0, 0, 0, 1]);

        Assert.Equal(difference / Math.Log(3), fit.Temperature, 1e-9 * difference);
        Assert.Equal((0.75 * Math.Log(4.0 / 3)) + (0.25 * Math.Log(4)), fit.LogLoss, 1e-12);
    }

    [Fact]
    public void Fit_AlwaysRight_StopsAtTheLowestTemperature() =>
        Assert.Equal(TemperatureScaling.Lowest, TemperatureScaling.Fit([[2, 0], [0, 1]], [0, 1]).Temperature, 1e-12);

    [Fact]
    public void Fit_AlwaysWrong_StopsAtTheHighestTemperature() =>
        Assert.Equal(TemperatureScaling.Highest, TemperatureScaling.Fit([[2, 0], [0, 1]], [1, 0]).Temperature, 1e-9);

    [Fact]
    public void Fit_AnyScores_NoNeighbourIsBetter() =>
        Gen.Select(Gen.Double[-20, 20].Array[4].Array[2, 30], Gen.Int[0, 1000]).Sample((logits, seed) =>
        {
            var chance = new Random(seed);
            int[] labels = [.. logits.Select(_ => chance.Next(4))];
            TemperatureScaling fit = TemperatureScaling.Fit(logits, labels);
            foreach (double factor in new[] { 0.5, 0.97, 1.03, 2 })
            {
                double other = Math.Clamp(fit.Temperature * factor, TemperatureScaling.Lowest, TemperatureScaling.Highest);
                double loss = logits.Zip(labels, (z, y) => -Math.Log(Softmax.Of(z, other)[y])).Average();
                Assert.True(fit.LogLoss <= loss + 1e-12, $"{fit.LogLoss} at {fit.Temperature}, {loss} at {other}");
            }
        }, iter: 300);

    [Fact]
    public void Fit_LabelOutOfRange_Throws() => Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([[1, 0]], [2]));

    [Fact]
    public void Fit_LogitNotFinite_Throws() => Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([[double.NaN, 0]], [0]));
}
