using Honnan.Data.Stores;
using Xunit;

namespace Honnan.Data.Tests.Stores;

public sealed class StoreNamesTests
{
    [Theory]
    [InlineData("a/b.jpg", "a/b.jpg")]
    [InlineData("./a//b/./c.jpg", "a/b/c.jpg")]
    [InlineData("a\\b.jpg", "a\\b.jpg")] // a name's own character on Linux
    [InlineData("é ü+%20.jpg", "é ü+%20.jpg")]
    public void Below_NameOfAList_IsThePathThatAFileSystemReads(string name, string path) => Assert.Equal(path, StoreNames.Below(name));

    [Theory]
    [InlineData("", "no file name")]
    [InlineData("./", "no file name")]
    [InlineData("a\0b", "no file name")]
    [InlineData("../a.jpg", "stay inside")]
    [InlineData("a/../../b.jpg", "stay inside")]
    [InlineData("a\\..\\b.jpg", "stay inside")]
    [InlineData("/etc/a.jpg", "stay inside")]
    [InlineData("C:/a.jpg", "stay inside")]
    [InlineData("s3://other/a.jpg", "stay inside")]
    public void Below_NameThatLeadsOut_IsRefused(string name, string told) =>
        Assert.Contains(told, Assert.Throws<InputException>(() => StoreNames.Below(name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a/b.jpg", true, false)]
    [InlineData("a\nb\u0001.jpg", true, false)]
    [InlineData(".a/b.jpg", true, true)]
    [InlineData("a/.b.jpg", true, true)]
    [InlineData("a//b.jpg", false, false)]
    [InlineData("/a.jpg", false, false)]
    [InlineData("a/../b.jpg", false, true)]
    [InlineData("a/./b.jpg", false, true)]
    [InlineData("a\0.jpg", false, false)]
    public void IsPath_Key_AsAFolderCouldHaveIt(string key, bool path, bool hidden) => Assert.Equal((path, hidden), (StoreNames.IsPath(key), StoreNames.IsHidden(key)));
}
