using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class VisionTransformerTests
{
    [Fact]
    public void FeatureMap_SizeThatPatchesDoNotDivide_IsThatOfTheMiddle()
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = SmallNets.Build("vit"); // patches of 8 x 8
        Tensor pictures = FormulaNets.Picture("vit", [1, 3, 37, 63]);

        Tensor whole = net.FeatureMap(pictures);

        Tensor middle = pictures.narrow(2, 2, 32).narrow(3, 3, 56);
        Assert.Equal([1, 1 + (4 * 7), 16], whole.shape);
        Assert.Equal([1, 16, 4, 7], net.Spatial(whole, 37, 63).shape);
        Assert.Equal(net.FeatureMap(middle).data<float>().ToArray(), whole.data<float>().ToArray());
    }

    [Fact]
    public void Spatial_Tokens_AreRowsOfPatches()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Build("vit");
        Tensor tokens = arange(0, (1 + 6) * 16, ScalarType.Float32).reshape(1, 7, 16);

        Tensor map = net.Spatial(tokens, 16, 24); // 2 x 3 patches

        Assert.Equal(16f * 1, map[0, 0, 0, 0].item<float>()); // the first token after the class token
        Assert.Equal(16f * 3, map[0, 0, 0, 2].item<float>());
        Assert.Equal((16f * 4) + 5, map[0, 5, 1, 0].item<float>());
    }

    [Fact]
    public void Forward_PictureBelowAPatch_IsRefused()
    {
        using Net net = SmallNets.Build("vit");
        using Tensor picture = zeros(1, 3, 7, 64);

        Assert.Contains("64x7", Assert.Throws<InputException>(() => net.forward(picture)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StandardName_OlderFilesMlp_IsTheNewers()
    {
        using Net net = SmallNets.Build("vit");

        Assert.Equal("encoder.layers.encoder_layer_3.mlp.3.bias", net.StandardName("encoder.layers.encoder_layer_3.mlp.linear_2.bias"));
        Assert.Equal("encoder.layers.encoder_layer_3.mlp.0.weight", net.StandardName("encoder.layers.encoder_layer_3.mlp.linear_1.weight"));
        Assert.Equal("encoder.ln.weight", net.StandardName("encoder.ln.weight"));
    }
}
