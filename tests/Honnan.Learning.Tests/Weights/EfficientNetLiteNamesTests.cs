using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class EfficientNetLiteNamesTests
{
    [Theory]
    [InlineData("_conv_stem.weight", "conv_stem.weight")]
    [InlineData("_bn0.running_var", "bn1.running_var")]
    [InlineData("_conv_head.weight", "conv_head.weight")]
    [InlineData("_bn1.bias", "bn2.bias")]
    [InlineData("_fc.bias", "classifier.bias")]
    [InlineData("_blocks.0._depthwise_conv.weight", "blocks.0.0.conv_dw.weight")]
    [InlineData("_blocks.0._bn1.weight", "blocks.0.0.bn1.weight")]
    [InlineData("_blocks.0._project_conv.weight", "blocks.0.0.conv_pw.weight")]
    [InlineData("_blocks.1._expand_conv.weight", "blocks.1.0.conv_pw.weight")]
    [InlineData("_blocks.2._bn0.num_batches_tracked", "blocks.1.1.bn1.num_batches_tracked")]
    [InlineData("_blocks.8._bn2.weight", "blocks.4.0.bn3.weight")]
    [InlineData("_blocks.15._project_conv.weight", "blocks.6.0.conv_pwl.weight")]
    public void ToTimm_PortsName_IsTimms(string name, string expected) =>
        Assert.Equal(expected, EfficientNetLiteNames.ToTimm(name, EfficientNetLiteNames.Lite0Repeats));

    [Theory]
    [InlineData("conv_stem.weight")]
    [InlineData("_blocks.16._bn0.weight")]
    [InlineData("_blocks.0._expand_conv.weight")]
    [InlineData("_blocks.-1._bn0.weight")]
    [InlineData("_blocks.99999999999._bn0.weight")]
    [InlineData("")]
    public void ToTimm_OtherName_IsNull(string name) =>
        Assert.Null(EfficientNetLiteNames.ToTimm(name, EfficientNetLiteNames.Lite0Repeats));

    [Fact]
    public void ToTimm_PublishedFiles_HoldTheSameTensors()
    {
        string folder = SharedFolder.Weights();
        using WeightsFile port = WeightsFile.Open(Path.Combine(folder, "efficientnet-lite0-57934424.pth"));
        using WeightsFile timm = WeightsFile.Open(Path.Combine(folder, "tf_efficientnet_lite0.fp16.safetensors"));

        Assert.Equal("pytorch-legacy", port.Format);
        Assert.Equal("safetensors", timm.Format);
        var names = port.Tensors.ToDictionary(tensor => EfficientNetLiteNames.ToTimm(tensor.Name, EfficientNetLiteNames.Lite0Repeats)!);
        Assert.Equal(timm.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), names.Keys.Order(StringComparer.Ordinal));
        foreach (TensorData rounded in timm.Tensors)
        {
            TensorData exact = names[rounded.Name];
            Assert.Equal(exact.Shape, rounded.Shape);
            if (rounded.ElementType == ElementType.Float16)
            {
                Assert.Equal(exact.ToSingle().Select(value => (float)(Half)value), rounded.ToSingle());
            }
        }

        // 4.69 M parameters (EfficientNet-Lite's paper), without the batch norms' statistics.
        long parameters = port.Tensors.Where(each => each.Name.EndsWith("weight", StringComparison.Ordinal) || each.Name.EndsWith("bias", StringComparison.Ordinal)).Sum(each => each.Count);
        Assert.InRange(parameters, 4_645_000, 4_695_000);
    }
}
