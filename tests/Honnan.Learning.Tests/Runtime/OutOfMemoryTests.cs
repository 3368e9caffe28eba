using Honnan.Learning.Runtime;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Runtime;

public sealed class OutOfMemoryTests
{
    [Fact]
    public void Told_TensorThatNoMachineHolds_NamesTheSize()
    {
        Exception error = Assert.ThrowsAny<Exception>(() => empty(1L << 60, ScalarType.Byte));

        Assert.Equal("not enough memory: 1073741824.0 GiB were asked for at once", OutOfMemory.Told(error));
        Assert.Equal(OutOfMemory.Told(error), OutOfMemory.Told(new AggregateException(error)));
    }

    [Fact]
    public void Told_ArrayThatDoesNotFit_IsTold() => Assert.Equal("not enough memory", OutOfMemory.Told(new InsufficientMemoryException()));

    [Fact]
    public void Told_AnotherError_IsNot() => Assert.Null(OutOfMemory.Told(Assert.ThrowsAny<Exception>(() => zeros(2).reshape(3))));
}
