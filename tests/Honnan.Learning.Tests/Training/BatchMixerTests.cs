using Honnan.Learning.Experiments;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class BatchMixerTests
{
    [Fact]
    public void Mix_MixUp_BlendsPicturesAndTargetsByOneShare()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor targets) = Batch();
        var mixer = new BatchMixer(Options with { MixUp = 0.8 });
        for (int seed = 0; seed < 20; seed++)
        {
            (Tensor mixed, Tensor wanted) = mixer.Mix(inputs, targets, seed);

            // Pictures are 1, 2, 3 and 4 all over: the first becomes share + 4 (1 − share).
            double share = wanted[0, 0].ToDouble();
            Assert.InRange(share, 0.5, 1);
            Assert.Equal(1 - share, wanted[0, 3].ToDouble(), 1e-6);
            Assert.Equal(share + (4 * (1 - share)), mixed[0, 0, 0, 0].ToDouble(), 1e-5);
            Assert.Equal((2 * share) + (3 * (1 - share)), mixed[1, 2, 5, 9].ToDouble(), 1e-5);
        }
    }

    [Fact]
    public void Mix_CutMix_TargetsAreTheAreasOfTheTwoPictures()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor targets) = Batch();
        var mixer = new BatchMixer(Options with { CutMix = 1 });
        double least = 1;
        for (int seed = 0; seed < 50; seed++)
        {
            (Tensor mixed, Tensor wanted) = mixer.Mix(inputs, targets, seed);

            float[] first = mixed[0, 0].contiguous().data<float>().ToArray();
            double own = first.Count(v => v == 1) / (double)first.Length;
            Assert.Equal(first.Length, first.Count(v => v is 1 or 4));
            Assert.Equal(own, wanted[0, 0].ToDouble(), 1e-6);
            Assert.Equal(1 - own, wanted[0, 3].ToDouble(), 1e-6);
            Assert.Equal(1, inputs[0].max().ToSingle()); // the batch itself stays
            least = Math.Min(least, own);
        }

        Assert.InRange(least, 0.45, 0.75);
    }

    [Fact]
    public void Mix_SameSeed_GivesTheSame()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor targets) = Batch();
        var mixer = new BatchMixer(Options with { MixUp = 1, CutMix = 1 });
        float[][] all = [.. ((int[])[5, 5, 6]).Select(seed => mixer.Mix(inputs, targets, seed).Inputs.contiguous().data<float>().ToArray())];
        Assert.Equal(all[0], all[1]);
        Assert.NotEqual(all[0], all[2]);
    }

    // Of Beta(α, α) the mean is 1/2 and the variance 1 / (4 (2α + 1)).
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void Beta_ManyDraws_HaveItsMeanAndVariance(double alpha)
    {
        var chance = new Random(1);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => BatchMixer.Beta(chance, alpha))];
        double variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.Equal(0.5, draws.Average(), 0.01);
        Assert.Equal(variance, draws.Average(d => (d - 0.5) * (d - 0.5)), 0.05 * variance);
    }

    private static TrainingOptions Options => SmallRuns.Experiment().Training;

    private static (Tensor Inputs, Tensor Targets) Batch() => (
        arange(1, 5, ScalarType.Float32).reshape(4, 1, 1, 1).expand(4, 3, 16, 37).contiguous(),
        eye(4, dtype: ScalarType.Float32));
}
