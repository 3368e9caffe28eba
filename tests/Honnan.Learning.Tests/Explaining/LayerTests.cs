using Honnan.Data;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Maps of any layer.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData("layer1", 24, 16)]
    [InlineData("layer3", 6, 4)]
    [InlineData("layer4.0.conv1", 3, 2)]
    [InlineData("conv1", 48, 32)]
    public void Explain_Layer_HasItsPlacesAndTheNetsLogits(string layer, int width, int height)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallResNet.Build();
        Tensor pictures = Reference.FormulaNets.Picture("layers", [2, 3, 64, 96]);

        var maps = new HeatMapper(net, new MapOptions { Layer = layer }).Explain(pictures, _ => [new(0), new(3)]);

        Assert.All(maps, m => Assert.Equal((width, height), (m.Coarse.Width, m.Coarse.Height)));
        Assert.Equal(net.forward(pictures).data<float>().ToArray(), maps.SelectMany(m => m.Logits), (a, b) => Math.Abs(a - b) < 1e-4f);
    }

    // The way back by libtorch alone, through the stage behind.
    [Fact]
    public void Explain_ThirdStage_WeighsByTheGradientThere()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallResNet.Build();
        Tensor picture = Reference.FormulaNets.Picture("layers", [1, 3, 64, 96]);
        HeatMap map = new HeatMapper(net, new MapOptions { Layer = "layer3" }).Explain(picture, _ => [new(3)])[0].Coarse;

        Tensor third = net.Stages.Take(4).Aggregate(picture, (x, stage) => stage.Forward(x)).detach();
        third.requires_grad = true;
        net.Head.forward(net.Embed(net.Stages[4].Forward(third)))[0, 3].backward();
        float[] expected = [.. (third.grad!.mean([2, 3], keepdim: true) * third.detach()).sum(1).data<float>()];

        Assert.Equal(expected, map.Values, (a, b) => Math.Abs(a - b) < 1e-4f * (1 + Math.Abs(a)));
    }

    // The last convolution's output, with the shortcut and activated, is the stage's.
    [Theory]
    [InlineData("layer4.0")]
    [InlineData("layer4.0.conv2")]
    public void Explain_OtherNameOfTheLastStagesEnd_IsTheSame(string layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallResNet.Build();
        Tensor picture = Reference.FormulaNets.Picture("layers", [1, 3, 64, 96]);

        foreach (string method in (string[])["gradcam", "ablationcam"])
        {
            var options = new MapOptions { Method = ExplanationMethods.Find(method) };
            HeatMap expected = new HeatMapper(net, options).Explain(picture, _ => [new(3)])[0].Coarse;
            HeatMap map = new HeatMapper(net, options with { Layer = layer }).Explain(picture, _ => [new(3)])[0].Coarse;
            Assert.Equal(expected.Values, map.Values, (a, b) => Math.Abs(a - b) < 1e-4f * (1 + Math.Abs(a)));
        }
    }

    [Theory]
    [InlineData("resnext", "layer4.0.conv2")]
    [InlineData("lite1", "blocks.5.3")]
    [InlineData("convnext", "features.5.1")]
    [InlineData("mobilenet", "features.13")]
    [InlineData("vit", "encoder.layers.encoder_layer_0")]
    public void Explain_EveryFamily_HasLayers(string family, string layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Build(family);
        net.eval();
        Tensor picture = Reference.FormulaNets.Picture("families", [1, 3, 64, 96]);

        foreach (string method in (string[])["layercam", "ablationcam"])
        {
            (HeatMap map, float[] logits) = new HeatMapper(net, new MapOptions { Layer = layer, Method = ExplanationMethods.Find(method) }).Explain(picture, _ => [new(2)])[0];
            Assert.Contains(map.Values, v => v != 0);
            Assert.All(map.Values, v => Assert.True(float.IsFinite(v)));
            Assert.Equal(net.forward(picture).data<float>().ToArray(), logits, (a, b) => Math.Abs(a - b) < 1e-4f);
        }
    }

    [Theory]
    [InlineData("mobilenet", "features.13")] // a hard sigmoid
    [InlineData("vit", "encoder.layers.encoder_layer_0")] // attention
    public void Explain_NoSecondDerivative_SaysWhatElseThereIs(string family, string layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Build(family);
        net.eval();
        var mapper = new HeatMapper(net, new MapOptions { Layer = layer, Method = ExplanationMethods.Find("shapleycam") });

        Honnan.Data.InputException error = Assert.Throws<Honnan.Data.InputException>(() => mapper.Explain(Reference.FormulaNets.Picture("families", [1, 3, 64, 96]), _ => [new(2)]));

        Assert.Contains("gradcam", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ResNet_AreStagesBlocksAndConvolutions()
    {
        using Net net = SmallResNet.Build();

        Assert.Equal(
            ["conv1", "maxpool", "layer1.0.conv1", "layer1.0.conv2", "layer1.0", "layer1"],
            NetLayers.Names(net).Take(6));
    }

    [Fact]
    public void Explain_Twice_LeavesTheNetAsItWas()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallResNet.Build();
        net.Freeze(2);
        bool[] learning = [.. net.parameters().Select(p => p.requires_grad)];
        Tensor picture = Reference.FormulaNets.Picture("layers", [1, 3, 64, 96]);
        float[] before = net.forward(picture).detach().data<float>().ToArray();

        foreach (string method in (string[])["gradcam", "fullgrad", "integratedgradients", "ablationcam"])
        {
            new HeatMapper(net, new MapOptions { Method = ExplanationMethods.Find(method) }).Explain(picture, _ => [new(3)]);
        }

        new HeatMapper(net, new MapOptions { Layer = "layer3.0.conv1" }).Explain(picture, _ => [new(3)]);
        Assert.Equal(before, net.forward(picture).detach().data<float>().ToArray());
        Assert.Equal(learning, net.parameters().Select(p => p.requires_grad));
        Assert.All(net.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void HeatMapper_UnknownLayer_NamesTheChoices()
    {
        using Net net = SmallResNet.Build();

        var error = Assert.Throws<InputException>(() => new HeatMapper(net, new MapOptions { Layer = "layer44" }));

        Assert.Contains("the net has no layer 'layer44'; did you mean 'layer4'?", error.Message, StringComparison.Ordinal);
    }
}
