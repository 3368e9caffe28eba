using Honnan.Data.Answers;
using Honnan.Learning.Fitting;
using Xunit;

namespace Honnan.Learning.Tests.Fitting;

public sealed class RefusalFitTests
{
    private const int Features = 40;

    [Fact]
    public void Of_EveryScore_RefusesOneInTwentyOfTheHeldOut() => Assert.All(Enum.GetValues<RefusalScore>(), score =>
    {
        ObservedPicture[] learned = Real(1, 400);
        RefusalRule rule = RefusalFit.Of(learned, Real(2, 400), new(() => FeatureSpaceFit.Of(learned)), score);

        Assert.Equal(RefusalFit.RefusedShare, rule.RefusedShare, 0.003);
        Assert.Equal(0.05, Real(3, 2000).Count(p => rule.Strangeness(p.Views) > rule.Threshold) / 2000.0, 0.03);
        Assert.Empty(rule.Errors());
    });

    // Real pictures lie near a plane of six directions; strange ones do not.
    [Fact]
    public void Compare_FeaturesBesideThePlane_AreToldByTheResidual()
    {
        IReadOnlyList<ViewOutput>[] strange = [.. Real(4, 200).Select(p => (IReadOnlyList<ViewOutput>)[Noisy(p.Views[0], 5)])];

        IReadOnlyList<ScoreComparison> scores = ScoreComparison.Of(Real(1, 400), Real(2, 300), strange, strange);

        ScoreComparison residual = scores.Single(s => s.Score == RefusalScore.Residual);
        Assert.True(residual.StrangeAuroc > 0.99, $"{residual}");
        Assert.True(residual.StrangeRefused > 0.95, $"{residual}");
        Assert.Equal(0.5, scores.Single(s => s.Score == RefusalScore.Energy).StrangeAuroc, 0.1);
    }

    // Along one direction of a feature twice as wide as another: whitened, both have deviation 1.
    [Fact]
    public void Space_LearnedPictures_HaveVarianceOneAlongEveryAxis()
    {
        ObservedPicture[] learned = Real(1, 500);

        FeatureSpace space = FeatureSpaceFit.Of(learned, 6);

        float[][] whitened = [.. learned.Select(p => space.Whiten(p.Views[0].Features))];
        for (int a = 0; a < 6; a++)
        {
            Assert.Equal(0, whitened.Average(y => y[a]), 1e-3);
            Assert.Equal(1, whitened.Average(y => y[a] * y[a]), 1e-3);
            Assert.Equal(0, whitened.Average(y => y[a] * y[(a + 1) % 6]), 1e-3);
        }

        Assert.True(space.Deviations.Row(0)[0] > space.Deviations.Row(0)[5]);
    }

    // The same pictures twice over spread as they do once, but are more than the features: the other product is taken apart.
    [Fact]
    public void Space_FewerPicturesThanFeatures_IsThatOfTheSamePicturesTwice()
    {
        ObservedPicture[] once = Real(5, 30);

        FeatureSpace narrow = FeatureSpaceFit.Of(once, 6);
        FeatureSpace wide = FeatureSpaceFit.Of([.. once, .. once], 6);

        ObservedPicture other = Real(6, 1)[0];
        Assert.Equal(wide.Deviations.Row(0).ToArray(), narrow.Deviations.Row(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-5f * a);
        Assert.Equal(wide.FromCentre(other.Views[0].Features), narrow.FromCentre(other.Views[0].Features), 1e-4);
        Assert.Equal(wide.BesideAxes(other.Views[0].Features), narrow.BesideAxes(other.Views[0].Features), 1e-3);
    }

    private static ObservedPicture[] Real(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float[] x = new float[Features];
            for (int d = 0; d < 6; d++)
            {
                float along = (float)((6 - d) * Normal(random));
                for (int f = d; f < Features; f += 6)
                {
                    x[f] += 1 + along;
                }
            }

            for (int f = 0; f < Features; f++)
            {
                x[f] += (float)(0.3 * Normal(random));
            }

            float[] logits = [.. Enumerable.Range(0, 4).Select(_ => (float)Normal(random))];
            return new ObservedPicture(i % 4, $"g{i}", null, [new ViewOutput(logits, x)]);
        })];
    }

    private static ViewOutput Noisy(ViewOutput view, double amount)
    {
        var random = new Random(9);
        return view with { Features = [.. view.Features.Select(f => f + (float)(amount * Normal(random)))] };
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
