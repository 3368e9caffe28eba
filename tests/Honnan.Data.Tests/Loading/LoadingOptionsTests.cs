using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class LoadingOptionsTests
{
    [Fact]
    public void Write_Defaults_ReadsBackTheSame()
    {
        string text = StrictJson.Write(new LoadingOptions());
        Assert.Equal(new LoadingOptions(), StrictJson.Parse<LoadingOptions>(text, "test"));
        Assert.Equal(new LoadingOptions { Overlay = OverlayHandling.Leave }, StrictJson.Parse<LoadingOptions>("""{"overlay": "leave"}""", "test"));
    }

    [Fact]
    public void Parse_WrongValues_TellsEveryOne()
    {
        InputException error = Assert.Throws<InputException>(() => StrictJson.Parse<LoadingOptions>(
            """{"shortSide": 8, "windows": 0, "workers": -1, "memoryMiB": 0}""", "test"));
        foreach (string key in new[] { "shortSide", "windows", "workers", "memoryMiB" })
        {
            Assert.Contains(key + " must be", error.Message, StringComparison.Ordinal);
        }
    }
}
