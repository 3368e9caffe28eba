using Honnan.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class FlatParametersTests
{
    [Fact]
    public void Values_AreTheParameters_AndGradientsTheirs()
    {
        using DisposeScope scope = NewDisposeScope();
        var kernel = new Parameter(arange(24, ScalarType.Float32).reshape(2, 3, 2, 2));
        var bias = new Parameter(tensor((float[])[7, 8]));
        var frozen = new Parameter(ones(5), requires_grad: false);
        using var flat = new FlatParameters([kernel, frozen, bias]);

        Assert.Equal(26, flat.Values.numel());
        Assert.Equal([12, 1, 6, 3], kernel.stride()); // channels-last
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), kernel.contiguous().data<float>().ToArray());

        ((kernel * 2).sum() + (bias * 3).sum()).backward();
        Assert.Equal(Enumerable.Repeat(2f, 24).Concat([3f, 3f]), flat.Gradients.data<float>().ToArray());

        using (no_grad())
        {
            flat.Values.add_(1);
        }

        Assert.Equal((float[])[8, 9], bias.data<float>().ToArray());
        Assert.Equal(24f, kernel[1, 2, 1, 1].item<float>());
        flat.ClearGradients();
        Assert.Equal(0f, kernel.grad!.abs().sum().item<float>());
    }

    [Theory]
    [InlineData(1f, true)]
    [InlineData(3e38f, true)]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, false)]
    public void AreFinite_OneValue_Decides(float value, bool expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using var flat = new FlatParameters([new Parameter(tensor((float[])[0, value, -1]))]);

        Assert.Equal(expected, flat.AreFinite);
    }
}
