using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class FeaturePoolingTests
{
    // ResNet-50: 2048 + 2 · (64 + 256 + 512 + 1024). Lite0: 1280 + 2 · (80 + 112 + 192 + 320).
    [Theory]
    [InlineData("resnet50", PooledFeatures.Last, 2048)]
    [InlineData("resnet50", PooledFeatures.Stages, 5760)]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Stages, 2688)]
    public void Channels_Net_AreTheStagesTogether(string name, PooledFeatures features, int expected)
    {
        using Net net = Build(name, features);
        Assert.Equal(expected, net.Pooling.Channels);
        Assert.Equal(expected, net.Head.parameters().First().shape[1]);
    }

    [Fact]
    public void Features_Stages_AreMeanAndDeviationOfEveryStage()
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = Build("resnet18", PooledFeatures.Stages);
        net.eval();
        Tensor pictures = FormulaNets.Picture("stages", [2, 3, 64, 96]);
        var maps = new List<float[][][]>(); // [stage][picture][channel] -> area
        net.FeatureMap(pictures, (_, output) => maps.Add(
            [.. Enumerable.Range(0, 2).Select(n => Enumerable.Range(0, (int)output.shape[1]).Select(c => output[n, c].contiguous().data<float>().ToArray()).ToArray())]));

        float[] features = net.Features(pictures).data<float>().ToArray();

        for (int n = 0; n < 2; n++)
        {
            double[] expected = [.. maps[^1][n].Select(Mean), .. maps[..^1].SelectMany(s => s[n].Select(Mean).Concat(s[n].Select(Deviation)))];
            float[] row = features[(n * expected.Length)..((n + 1) * expected.Length)];
            Assert.All(expected.Zip(row), v => Assert.Equal(v.First, v.Second, 1e-5 * (1 + Math.Abs(v.First))));
        }
    }

    [Fact]
    public void Forward_Stages_IsTheHeadOnTheFeatures_AndGradientsReachEveryStage()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = Build("resnet18", PooledFeatures.Stages);
        net.eval();
        Tensor pictures = FormulaNets.Picture("forward", [1, 3, 32, 64]);

        Tensor logits = net.forward(pictures);
        logits.sum().backward();

        Assert.Equal(net.Head.forward(net.Features(pictures)).data<float>().ToArray(), logits.data<float>().ToArray());
        Assert.All(net.parameters(), p => Assert.True(p.grad!.isfinite().all().ToBoolean()));
    }

    [Fact]
    public void Explain_Stages_GivesTheNetsLogitsAndTheLastStagesMap()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = Build("resnet18", PooledFeatures.Stages);
        net.eval();
        Tensor pictures = FormulaNets.Picture("explained", [2, 3, 64, 96]);
        float[] expected = net.forward(pictures).detach().data<float>().ToArray();

        var maps = new HeatMapper(net).Explain(pictures, logits => [.. logits.Select(_ => new ClassQuestion(1))]);

        Assert.All(expected.Zip(maps.SelectMany(m => m.Logits)), v => Assert.Equal(v.First, v.Second, 1e-4f));

        // The logit is linear in the last stage's means, so each channel's weight is that of the head's first rows / area.
        float[] weights = [.. net.Head.parameters().First().detach()[1].contiguous().data<float>().ToArray().Take(net.Stages[^1].Channels)];
        Tensor map = net.FeatureMap(pictures).detach()[0].contiguous();
        int area = (int)(map.shape[1] * map.shape[2]);
        float own = weights.Select((w, c) => w / area * map[c, 1, 1].item<float>()).Sum();
        Assert.Equal(own, maps[0].Coarse[1, 1], 1e-4f * (1 + Math.Abs(own)));
    }

    private static Net Build(string name, PooledFeatures features)
    {
        Net net = FormulaNets.Build(name, 3);
        net.UseFeatures(features);
        return net;
    }

    private static double Mean(float[] area) => area.Average(v => (double)v);

    private static double Deviation(float[] area) => Math.Sqrt(area.Average(v => Math.Pow(v - Mean(area), 2)) + 1e-6);
}
