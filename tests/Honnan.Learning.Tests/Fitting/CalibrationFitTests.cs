using Honnan.Data.Answers;
using Honnan.Learning.Fitting;
using Xunit;

namespace Honnan.Learning.Tests.Fitting;

public sealed class CalibrationFitTests
{
    // Two countries; logits ± 2 with 75 % right: honest is softmax(± ln √3), so T = 2 · 2 / ln 3.
    [Fact]
    public void Temperature_OneViewEach_IsTheExactOne()
    {
        Calibration fit = CalibrationFit.Of([.. Enumerable.Range(0, 400).Select(i => Seen(i, i % 4 == 0 ? 1 : 0, [2, -2]))], CalibrationKind.Temperature);

        Assert.Equal(4 / Math.Log(3), fit.Temperature, 1e-6);
        Assert.Equal(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25))), fit.LogLoss, 1e-9);
        Assert.True(fit.LogLossBefore > fit.LogLoss);
    }

    // Two views that say the same are as good as one.
    [Fact]
    public void Temperature_TwoViewsEach_MakesTheirMeanHonest()
    {
        Calibration fit = CalibrationFit.Of([.. Enumerable.Range(0, 400).Select(i => Seen(i, i % 4 == 0 ? 1 : 0, [2, -2], [2, -2]))], CalibrationKind.Temperature);

        Assert.Equal(4 / Math.Log(3), fit.Temperature, 1e-4);
    }

    // The net adds 1.5 to every logit of country 0 that it has no reason for: no temperature mends that, an offset does.
    [Fact]
    public void Of_VectorForANetThatLeansToACountry_StraightensIt()
    {
        Calibration fit = CalibrationFit.Of(Leaning(0), CalibrationKind.Vector);

        Assert.NotNull(fit.Scale);
        double[] even = fit.Probabilities([1.5f, 0, 0]);
        Assert.Equal(1.0 / 3, even[0], 0.05);
        Assert.Equal(1, even.Sum(), 1e-12);
    }

    // Softmax of the logits tells the truth; they are given three times as large.
    [Fact]
    public void Of_NetThatIsTooSure_IsSoftened()
    {
        var random = new Random(5);
        ObservedPicture[] held = [.. Enumerable.Range(0, 2000).Select(i =>
        {
            float[] z = [.. Enumerable.Range(0, 8).Select(_ => (float)(4 * random.NextDouble()))];
            return Seen(i, Pick(random, Softmax.Of(z)), Array.ConvertAll(z, v => 3 * v));
        })];

        Assert.Equal(3, CalibrationFit.Of(held, CalibrationKind.Temperature).Temperature, 0.2);
    }

    private static ObservedPicture[] Leaning(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 600).Select(i =>
        {
            float[] z = [.. Enumerable.Range(0, 3).Select(_ => (float)(3 * random.NextDouble()))];
            int truth = Pick(random, Softmax.Of(z));
            return Seen(i, truth, [z[0] + 1.5f, z[1], z[2]]);
        })];
    }

    private static int Pick(Random random, double[] probabilities)
    {
        double at = random.NextDouble();
        int k = 0;
        for (; k < probabilities.Length - 1 && at >= probabilities[k]; k++)
        {
            at -= probabilities[k];
        }

        return k;
    }

    private static ObservedPicture Seen(int i, int truth, params float[][] views) => new(truth, $"g{i}", null, [.. views.Select(v => new ViewOutput(v, []))]);
}
