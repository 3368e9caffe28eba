using Honnan.Learning.Runtime;
using Xunit;

namespace Honnan.Learning.Tests.Runtime;

public sealed class LibtorchTests
{
    [Fact]
    public void Holds_TorchSharpOfThisBuild() => Assert.True(Libtorch.Holds(typeof(TorchSharp.torch).Assembly));

    [Fact]
    public void Holds_AssemblyThatIsOptimised_No() => Assert.False(Libtorch.Holds(typeof(string).Assembly));
}
