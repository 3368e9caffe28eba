using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>The layout of memory changes the speed alone.</summary>
[Collection(Alone.Name)]
public sealed class MemoryLayoutTests
{
    [Theory]
    [InlineData("resnet18", false)]
    [InlineData("resnet18", true)]
    [InlineData("tf_efficientnet_lite0", false)]
    [InlineData("mobilenet", true)]
    [InlineData("convnext", true)]
    public void Net_InEitherLayout_HasTheSameLogitsAndGradients(string name, bool learns)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor logits, Tensor gradients) = Pass(name, MemoryLayout.ChannelsLast, learns);
        (Tensor plain, Tensor plainGradients) = Pass(name, MemoryLayout.Plain, learns);

        double tolerance = learns ? 5e-3 : 1e-4; // statistics of a few numbers magnify the rounding; a wrong layout is off by the whole
        AssertNear(logits, plain, tolerance);
        AssertNear(gradients, plainGradients, tolerance);
    }

    [Fact]
    public void Net_WhoseLayoutChanges_FoldsAnew()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 5);
        net.eval();
        using var still = no_grad();
        Tensor pictures = FormulaNets.Picture("judged", [2, 3, 64, 128]);
        Tensor before = net.forward(pictures);

        net.Layout = MemoryLayout.Plain;

        AssertNear(before, net.forward(pictures), 1e-4);
        Assert.True(net.FeatureMap(pictures).is_contiguous());
        net.Layout = MemoryLayout.ChannelsLast;
        Assert.False(net.FeatureMap(pictures).is_contiguous());
    }

    private static (Tensor Logits, Tensor Gradients) Pass(string name, MemoryLayout layout, bool learns)
    {
        using Generator generator = random.manual_seed(1); // of weights and dropout
        using Net net = SmallNets.Names.Contains(name) ? SmallNets.Build(name) : FormulaNets.Build(name, 5);
        net.Layout = layout;
        net.train(learns);
        using var parameters = new FlatParameters(net.parameters(), layout);
        Tensor pictures = FormulaNets.Picture("judged", [2, 3, 64, 128]);
        if (!learns)
        {
            using var still = no_grad();
            return (net.forward(pictures), zeros(1));
        }

        Tensor logits = net.forward(pictures);
        nn.functional.cross_entropy(logits, tensor((long[])[1, 3])).backward();
        return (logits.detach(), cat([.. net.parameters().Where(p => p.grad is not null).Select(p => p.grad!.flatten())]));
    }

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance)
    {
        double scale = Math.Max(1e-12, expected.abs().max().ToDouble());
        Assert.InRange((expected - actual).abs().max().ToDouble() / scale, 0, tolerance);
    }
}
