using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Models;

public sealed class NetOutlineTests
{
    // torchvision's published parameter counts, of its largest nets.
    [Theory]
    [InlineData("resnext101_32x8d", 88_791_336)]
    [InlineData("vit_b_16", 86_567_656)]
    [InlineData("mobilenet_v3_large", 5_483_032)]
    public void Of_Net_HasThePublishedNumberOfParametersWithoutTheirMemory(string name, long parameters)
    {
        using Net sketch = NetOutline.Sketch(name);

        Assert.All(sketch.parameters(), p => Assert.Equal(TorchSharp.DeviceType.META, p.device_type));
        Assert.Equal(parameters, NetOutline.Of(name).Parameters);
    }

    [Fact]
    public void Of_Lite0_NamesItsStagesAndDownloads()
    {
        NetOutline lite0 = NetOutline.Of("tf_efficientnet_lite0");

        Assert.Equal(1280, lite0.EmbeddingChannels);
        Assert.Equal(["bn1", "blocks.0", "blocks.1", "blocks.2", "blocks.3", "blocks.4", "blocks.5", "blocks.6", "bn2"], lite0.Stages);
        Assert.Equal(6, lite0.FrontStages);
        Assert.Equal(["efficientnet-lite0-57934424", "tf_efficientnet_lite0"], lite0.Downloads);
    }

    [Fact]
    public void Parameters_OfAnExperiment_TellFactorDecayGroupAndFreezing()
    {
        Experiment experiment = Experiment.Read(ProjectFolder.At("experiments", "run1.json"), [
            "training.weightDecay=0.1", "training.optimizer.layerDecay=0.5", "training.freezeUntil=0.5",
            """training.frozen=[{"pattern":"conv1.*"}]""",
            """training.optimizer.groups=[{"pattern":"*.bias","learningRateFactor":2,"weightDecay":0}]""",
        ]);
        var parameters = ParameterOutline.Of(experiment).ToDictionary(p => p.Name, StringComparer.Ordinal);

        Assert.Equal(new ParameterRule(1, 0.03125, 0.1, null), parameters["conv1.weight"].Rule); // 0.5⁵: the first of five stages
        Assert.Equal(new ParameterRule(0.5, 0.0625 * 2, 0, "*.bias"), parameters["layer1.0.bn1.bias"].Rule);
        Assert.Equal(new ParameterRule(0, 0.5, 0.1, null), parameters["layer4.0.conv1.weight"].Rule);
        Assert.Equal(new ParameterRule(0, 2, 0, "*.bias"), parameters["fc.1.bias"].Rule);
        Assert.Equal(("layer4", 2048L * 512), (parameters["layer4.2.conv3.weight"].Stage, parameters["layer4.2.conv3.weight"].Count));
        Assert.Equal([1000, 1000], parameters["fc.1.weight"].Shape);
        Assert.Null(parameters["fc.1.weight"].Stage);
    }

    [Fact]
    public void Parameters_OfPatternThatMatchesNothing_AreRefused() => Assert.Contains(
        "training.frozen[0].pattern '_conv_stem.*' matches no parameter",
        Assert.Throws<InputException>(() => ParameterOutline.Of(Experiment.Read(
            ProjectFolder.At("experiments", "run1.json"), ["model.net=tf_efficientnet_lite0", """training.frozen=[{"pattern":"_conv_stem.*"}]"""]))).Message,
        StringComparison.Ordinal);
}
