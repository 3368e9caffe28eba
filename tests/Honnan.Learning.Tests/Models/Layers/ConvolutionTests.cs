using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models.Layers;

public sealed class ConvolutionTests
{
    // Shapes for which libtorch's own convolution was wrong by half of the largest value, or ended the process, on some machines.
    [Theory]
    [InlineData(ScalarType.Float32, 2, 256, 4, 6, 512, 2)]
    [InlineData(ScalarType.Float32, 16, 320, 7, 7, 1280, 1)]
    [InlineData(ScalarType.Float32, 1, 256, 7, 7, 64, 1)]
    [InlineData(ScalarType.BFloat16, 1, 512, 2, 3, 1024, 2)]
    [InlineData(ScalarType.BFloat16, 5, 96, 7, 5, 24, 2)]
    public void Forward_BySinglePixels_IsThatInDoublePrecision(ScalarType type, int count, int inputs, int height, int width, int outputs, int stride)
    {
        TorchRuntime.Start(threads: 1); // the tests run beside each other
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        var layer = new Convolution(inputs, outputs, 1, stride, bias: true);
        Tensor pictures = Reference.FormulaNets.Picture("single", [count, inputs, height, width]);

        Tensor actual = layer.forward(ChannelsLast.Of(pictures.to_type(type))).to_type(ScalarType.Float64);

        Tensor wide = pictures.to_type(type).to_type(ScalarType.Float64);
        Tensor expected = nn.functional.conv2d(wide, layer.Weight.to_type(type).to_type(ScalarType.Float64), null, [stride, stride]);
        Assert.Equal(expected.shape, actual.shape);
        double error = (expected - actual).abs().max().item<double>() / expected.abs().max().item<double>();
        Assert.InRange(error, 0, type == ScalarType.Float32 ? 1e-5 : 1e-2);
    }
}
