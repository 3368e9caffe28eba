using Honnan.Data;
using Honnan.Learning.Runtime;
using TorchSharp;
using Xunit;

namespace Honnan.Learning.Tests.Runtime;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("auto", true)]
    [InlineData("cpu", true)]
    [InlineData("cuda", true)]
    [InlineData("cuda:1", true)]
    [InlineData("mps", true)]
    [InlineData("cuda:", false)]
    [InlineData("cuda:-1", false)]
    [InlineData("cuda:1.5", false)]
    [InlineData("CPU", false)]
    [InlineData("gpu", false)]
    public void IsChoice_Text_IsOneOfTheDocumentedWords(string text, bool expected) =>
        Assert.Equal(expected, ComputeDevice.IsChoice(text));

    [Fact]
    public void Resolve_WhatIsNotHere_NamesWhatIs()
    {
        if (torch.cuda.is_available())
        {
            Assert.Skip("there is a CUDA device here");
        }

        InputException error = Assert.Throws<InputException>(() => ComputeDevice.Resolve("cuda:1"));

        Assert.Contains("'cuda:1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is: cpu", error.Message, StringComparison.Ordinal);
        Assert.Equal("cpu", ComputeDevice.ResolveName("auto"));
        Assert.Contains("'gpu' is unknown", Assert.Throws<InputException>(() => ComputeDevice.Resolve("gpu")).Message, StringComparison.Ordinal);
    }

    // Nothing is awaited meanwhile: the test would go on in another thread, and this one would stay as it is for other tests.
    [Fact]
    public void Making_UntilDisposed_ConcernsThisThreadAlone()
    {
        using (ComputeDevice.Making(torch.META))
        {
            Assert.Equal(DeviceType.META, ComputeDevice.Current.type);
            DeviceType? elsewhere = null;
            var other = new Thread(() => elsewhere = ComputeDevice.Current.type);
            other.Start();
            other.Join();
            Assert.Equal(DeviceType.CPU, elsewhere);
        }

        Assert.Equal(DeviceType.CPU, ComputeDevice.Current.type);
    }
}
