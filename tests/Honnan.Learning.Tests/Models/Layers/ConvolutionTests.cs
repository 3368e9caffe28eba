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

        Tensor actual = layer.forward(Layouts.Of(pictures.to_type(type), MemoryLayout.ChannelsLast)).to_type(ScalarType.Float64);

        Tensor wide = pictures.to_type(type).to_type(ScalarType.Float64);
        Tensor expected = nn.functional.conv2d(wide, layer.Weight.to_type(type).to_type(ScalarType.Float64), null, [stride, stride]);
        Assert.Equal(expected.shape, actual.shape);
        double error = (expected - actual).abs().max().item<double>() / expected.abs().max().item<double>();
        Assert.InRange(error, 0, type == ScalarType.Float32 ? 1e-5 : 1e-2);
    }

    // TensorFlow pads so that there is an output for every second input, and puts the odd column or row last.
    [Theory]
    [InlineData(3, 12, 8)]
    [InlineData(3, 13, 17)]
    [InlineData(5, 12, 8)]
    [InlineData(5, 13, 17)]
    [InlineData(5, 2, 1)]
    public void Forward_SamePaddingAtStrideTwo_IsThatOfAPaddedPicture(int kernel, int height, int width)
    {
        TorchRuntime.Start(threads: 1);
        using DisposeScope scope = NewDisposeScope();
        var layer = new Convolution(6, 6, kernel, stride: 2, groups: 6, PaddingRule.Same);
        Tensor pictures = Reference.FormulaNets.Picture("same", [2, 6, height, width]);
        pictures.requires_grad = true;
        Tensor padded = pictures.detach().clone();
        padded.requires_grad = true;

        Tensor actual = layer.forward(pictures);
        Tensor expected = nn.functional.conv2d(nn.functional.pad(padded, [.. Around(width, kernel), .. Around(height, kernel)]), layer.Weight, null, [2, 2], null, null, 6);
        actual.square().sum().backward();
        expected.square().sum().backward();

        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.allclose(actual, rtol: 1e-5, atol: 1e-6));
        Assert.True(padded.grad!.allclose(pictures.grad!, rtol: 1e-5, atol: 1e-6));
    }

    private static long[] Around(long size, int kernel)
    {
        long total = Math.Max(0, (((size + 1) / 2 - 1) * 2) + kernel - size);
        return [total / 2, total - (total / 2)];
    }
}
