using Honnan.Data;
using Honnan.Learning.Models;
using Xunit;

namespace Honnan.Learning.Tests.Models;

public sealed class NetCatalogueTests
{
    // torchvision's published parameter counts (docs, table of classification weights), and timm's of its tf_ models.
    [Theory]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnet152", 60_192_808)]
    [InlineData("tf_efficientnet_lite0", 4_652_008)]
    [InlineData("resnext50_32x4d", 25_028_904)]
    [InlineData("tf_efficientnet_lite1", 5_416_680)]
    [InlineData("tf_efficientnet_lite2", 6_092_072)]
    [InlineData("tf_efficientnet_lite3", 8_197_096)]
    [InlineData("tf_efficientnet_lite4", 13_006_568)]
    [InlineData("convnext_tiny", 28_589_128)]
    [InlineData("mobilenet_v3_large", 5_483_032)]
    public void Build_ThousandClasses_HasThePublishedNumberOfParameters(string name, long parameters)
    {
        using Net net = NetCatalogue.Build(name, inputs => new Head(inputs, [1000]));

        Assert.Equal(parameters, Count(net, learning: false));
    }

    [Theory]
    [InlineData("resnext101_32x8d", 88_791_336)]
    [InlineData("wide_resnet50_2", 68_883_240)]
    [InlineData("vit_b_16", 86_567_656)]
    [Trait("Category", "slow")]
    public void Build_ThousandClassesOfLargeNets_HasThePublishedNumberOfParameters(string name, long parameters) =>
        Build_ThousandClasses_HasThePublishedNumberOfParameters(name, parameters);

    [Fact]
    public void Build_StudysRun2_HasItsParameters()
    {
        using Net net = NetCatalogue.Build("resnet50", inputs => new Head(inputs, [1000, 300, 56]));
        net.Freeze(net.FrontStages);

        Assert.Equal(25.87, Count(net, learning: false) / 1e6, 2);
        Assert.Equal(17.33, Count(net, learning: true) / 1e6, 2);
    }

    [Theory]
    [InlineData("resnet18", "layer4")]
    [InlineData("resnet152", "layer4")]
    [InlineData("tf_efficientnet_lite0", "blocks.5 blocks.6 bn2")]
    [InlineData("mobilenet_v3_large", "features.13 features.14 features.15 features.16")]
    [InlineData("convnext_tiny", "features.7")]
    public void FrontStages_LeaveTheLastResolution(string name, string learning)
    {
        using Net net = NetCatalogue.Build(name, inputs => new Head(inputs, [2]));

        Assert.Equal(learning, string.Join(' ', net.Stages.Skip(net.FrontStages).Select(s => s.Name)));
    }

    [Fact]
    public void Register_TakenName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => NetCatalogue.Register("resnet18", head => new MobileNetV3(head)));

        using Net net = NetCatalogue.Build("resnet18", inputs => new Head(inputs, [2]));
        Assert.IsType<ResNet>(net);
    }

    [Fact]
    public void Build_UnknownName_SuggestsAndLists()
    {
        string message = Assert.Throws<InputException>(() => NetCatalogue.Build("resnet5O", inputs => new Head(inputs, [2]))).Message;

        Assert.Contains("unknown net 'resnet5O'; did you mean 'resnet50'?", message, StringComparison.Ordinal);
        Assert.Contains("tf_efficientnet_lite2", message, StringComparison.Ordinal);
    }

    private static long Count(Net net, bool learning) => net.parameters().Where(p => p.requires_grad || !learning).Sum(p => p.numel());
}
