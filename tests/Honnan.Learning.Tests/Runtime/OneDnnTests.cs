using Honnan.Learning.Runtime;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Runtime;

/// <summary>
/// Convolutions that oneDNN computes wrong, or divides by zero at, where it believes that the caches are of a byte each: as on
/// virtual processors that hide them.
/// </summary>
public sealed class OneDnnTests
{
    [Fact]
    public void KnowsCaches_OnLinux_EvenWhereTheyAreHidden()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "caches are looked for on Linux alone");
        Assert.True(OneDnn.KnowsCaches);
    }

    [Theory]
    [InlineData(256, 512, 2, ScalarType.Float32, 1e-5)]
    [InlineData(512, 1024, 2, ScalarType.Float32, 1e-5)]
    [InlineData(1024, 2048, 2, ScalarType.Float32, 1e-5)]
    [InlineData(2048, 512, 1, ScalarType.Float32, 1e-5)]
    [InlineData(256, 512, 2, ScalarType.BFloat16, 1e-2)]
    [InlineData(1024, 2048, 2, ScalarType.BFloat16, 1e-2)]
    public void PointConvolution_BothWaysAndLayouts_IsAProductOfMatrices(int inputs, int outputs, int stride, ScalarType type, double tolerance)
    {
        foreach (bool last in (bool[])[false, true])
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            using Generator generator = new Generator(5);
            Tensor input = Laid(rand([2, inputs, 16, 37], generator: generator).sub_(0.5f).to(type), last).requires_grad_();
            Tensor weight = Laid(rand([outputs, inputs, 1, 1], generator: generator).sub_(0.5f).to(type), last).requires_grad_();
            Tensor other = input.detach().to(ScalarType.Float64).requires_grad_();
            Tensor matrix = weight.detach().to(ScalarType.Float64).requires_grad_();

            Tensor got = nn.functional.conv2d(input, weight, strides: [stride, stride]);
            Tensor expected = einsum("oixy,nihw->nohw", matrix, other[.., .., TensorIndex.Slice(step: stride), TensorIndex.Slice(step: stride)]);
            got.sum().backward();
            expected.sum().backward();

            Assert.InRange(Difference(got, expected), 0, tolerance);
            Assert.InRange(Difference(input.grad!, other.grad!), 0, tolerance);
            Assert.InRange(Difference(weight.grad!, matrix.grad!), 0, tolerance);
        }
    }

    private static Tensor Laid(Tensor tensor, bool channelsLast) => channelsLast ? Layouts.Of(tensor, MemoryLayout.ChannelsLast) : tensor;

    /// <summary>The norm of the difference in that of the expected.</summary>
    private static double Difference(Tensor got, Tensor expected) =>
        ((got.to(ScalarType.Float64) - expected).norm() / expected.norm()).item<double>();
}
