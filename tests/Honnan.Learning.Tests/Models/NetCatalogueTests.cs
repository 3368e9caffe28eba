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
    [InlineData("tf_efficientnet_lite2", 6_092_072)]
    public void Build_ThousandClasses_HasThePublishedNumberOfParameters(string name, long parameters)
    {
        using Net net = NetCatalogue.Build(name, inputs => new Head(inputs, [1000]));

        Assert.Equal(parameters, Count(net, learning: false));
    }

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
    public void FrontStages_LeaveTheLastResolution(string name, string learning)
    {
        using Net net = NetCatalogue.Build(name, inputs => new Head(inputs, [2]));

        Assert.Equal(learning, string.Join(' ', net.Stages.Skip(net.FrontStages).Select(s => s.Name)));
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
