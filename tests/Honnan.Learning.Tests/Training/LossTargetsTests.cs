using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class LossTargetsTests
{
    private static readonly CountryCode[] Countries = [.. new[] { "HU", "AT", "JP" }.Select(CountryCode.Parse)];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Of_Even_GivesPyTorchsCrossEntropy(double smoothing)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new double[,] { { 1, -2, 0.5 }, { 0.1, 3, -1 }, { 2, 2, -4 } });
        Tensor labels = tensor((long[])[2, 1, 0]);
        using LossTargets targets = Make(Options with { LabelSmoothing = smoothing }, 5, 5, 5);

        Tensor own = (targets.Of(labels, ScalarType.Float64, CPU) * logits.log_softmax(1)).sum().neg() / 3;

        Assert.Equal(nn.functional.cross_entropy(logits, labels, label_smoothing: smoothing).ToDouble(), own.ToDouble(), 1e-14);
    }

    // Vienna's country is some 430 km from Hungary's middle, Japan some 9,000: e^(−0.86), e^(−18), and 1 for itself.
    [Fact]
    public void Of_Distance_SpreadsToTheNeighbour()
    {
        double near = Math.Exp(-CountryCentres.KilometresBetween(Countries[0], Countries[1]) / 500);
        double[] row = Row(Options with { LabelSmoothing = 0.2, Smoothing = SmoothingKind.Distance, SmoothingKm = 500 }, 0);

        Assert.InRange(near, 0.3, 0.6);
        Assert.Equal(0.8 + (0.2 / (1 + near)), row[0], 1e-6);
        Assert.Equal(0.2 * near / (1 + near), row[1], 1e-6);
        Assert.InRange(row[2], 0, 1e-7);
        Assert.Equal(1, row.Sum(), 1e-12);
    }

    [Fact]
    public void Of_DistanceOverTheWholeEarth_IsTheEvenSmoothing()
    {
        double[] far = Row(Options with { LabelSmoothing = 0.3, Smoothing = SmoothingKind.Distance, SmoothingKm = 1e12 }, 1);
        Assert.All(far.Zip([0.1, 0.8, 0.1]), v => Assert.Equal(v.Second, v.First, 1e-6));
    }

    // Cui et al., equation 2, with β = 0.9: (1 − 0.9) / (1 − 0.9²) = 0.1 / 0.19.
    [Theory]
    [InlineData(ClassWeighting.None, 1.0)]
    [InlineData(ClassWeighting.SquareRoot, 0.70710678118654752)]
    [InlineData(ClassWeighting.EffectiveNumber, 0.1 / 0.19)]
    [InlineData(ClassWeighting.Inverse, 0.5)]
    public void Of_CountryOfTwoPictures_HasItsWeight(ClassWeighting weighting, double expected)
    {
        double[] row = Row(Options with { ClassWeights = weighting, EffectiveBeta = 0.9 }, 1, pictures: [7, 2, 0]);
        Assert.Equal(0, row[0]);
        Assert.Equal(expected, row[1], 1e-15);
    }

    private static TrainingOptions Options => SmallRuns.Experiment().Training;

    private static double[] Row(TrainingOptions options, long label, params int[] pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        using LossTargets targets = Make(options, pictures.Length > 0 ? pictures : [5, 5, 5]);
        return targets.Of(tensor((long[])[label]), ScalarType.Float64, CPU).data<double>().ToArray();
    }

    private static LossTargets Make(TrainingOptions options, params int[] pictures) => new(options, Countries, pictures);
}
