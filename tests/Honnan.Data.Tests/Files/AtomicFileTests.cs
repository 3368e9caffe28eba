using Honnan.Data.Files;
using Xunit;

namespace Honnan.Data.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Write_OverAFile_ReplacesItWhole()
    {
        string file = _folder.Write("a.txt", "before");

        AtomicFile.WriteText(file, "after");

        Assert.Equal("after", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_ThatFailsOnTheWay_LeavesTheEarlierFileAlone()
    {
        string file = _folder.Write("a.txt", "before");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(file, _ => throw new InvalidOperationException()));

        Assert.Equal("before", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    /// <summary>However the path is written, what is told says it and no other.</summary>
    [Theory]
    [InlineData("none/a.txt")]
    [InlineData("./none/a.txt")]
    [InlineData("x/../none//a.txt")]
    public void Write_WhereThereIsNoFolder_TellsOfTheFile(string path)
    {
        string asked = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path) + "/" + path;

        string told = Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(asked, "text")).Message;

        Assert.Contains($"'{asked}'", told, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhoseFolderIsRemovedMeanwhile_TellsOfTheFile()
    {
        Directory.CreateDirectory(_folder.At("gone"));
        string file = _folder.At("gone/a.txt");

        string told = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(file, _ => Directory.Delete(_folder.At("gone"), recursive: true))).Message;

        Assert.Contains($"'{file}'", told, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", told, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
