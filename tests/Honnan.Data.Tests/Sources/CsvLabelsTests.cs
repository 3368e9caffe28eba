using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class CsvLabelsTests
{
    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.jpg")]
    [InlineData("images/../../secret.jpg")]
    [InlineData("..\\secret.jpg")]
    [InlineData("C:\\secret.jpg")]
    [InlineData("link.jpg")]
    [InlineData("linked/secret.jpg")]
    [InlineData("images/link.jpg")]
    [InlineData("circle")]
    [InlineData("no-such.jpg")]
    public void Read_HostilePath_IsRefused(string file)
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.jpg", [1, 2, 3]);
        folder.Write("root/images/good.jpg", [4]);
        File.CreateSymbolicLink(folder.At("root/link.jpg"), folder.At("secret.jpg"));
        File.CreateSymbolicLink(folder.At("root/images/link.jpg"), "../../secret.jpg");
        Directory.CreateSymbolicLink(folder.At("root/linked"), folder.Path);
        File.CreateSymbolicLink(folder.At("root/circle"), "circle");
        using var source = new CsvLabels(folder.Write("root/labels.csv", $"file,country\n\"{file}\",HU\n"));

        SourceEntry entry = Assert.Single(source.Entries(TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(entry.Load);
        Assert.Throws<InputException>(() => source.Read(file));
    }

    [Fact]
    public void Entries_TabsOtherOrderAndImagesFolder_AreRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("images/a, b.jpg", [4, 5]);
        Directory.CreateSymbolicLink(folder.At("inside"), folder.At("images"));
        using var source = new CsvLabels(folder.Write("labels.tsv", "\uFEFFLongitude\tnote\tCountry\tfile\tlatitude\r\n19.05\tx\tHU\ta, b.jpg\t47.5\r\n\r\n\t\tRO\tinside/a, b.jpg\r\n"));

        List<SourceEntry> entries = [.. source.Entries(TestContext.Current.CancellationToken)];
        Assert.Equal(("a, b.jpg", "HU", "47.5", "19.05"), (entries[0].File, entries[0].Country, entries[0].Latitude, entries[0].Longitude));
        Assert.Equal([4, 5], entries[0].Load().Span.ToArray());
        Assert.Equal([4, 5], entries[1].Load().Span.ToArray()); // a link that stays inside
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void Entries_TwiceOrWithoutName_AreListedWithTheLine()
    {
        using var folder = new TemporaryFolder();
        using var source = new CsvLabels(folder.Write("labels.csv", "file,country\na.jpg,HU\na.jpg,RO\n,HU\nb\"roken,HU\nlast"));
        SourceEntry[] entries = [.. source.Entries(TestContext.Current.CancellationToken)];
        Assert.Equal(["a.jpg", "a.jpg (line 3)", "line 4", "b\"roken", "last"], entries.Select(entry => entry.File));
        Assert.Equal([null, "listed before in the same labels file", "no file name", null, null], entries.Select(entry => entry.Refused));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("path,country\n", "line 1: no column file")]
    [InlineData("file;country\n", "no column file")]
    public void Open_WrongHeader_SaysWhatIsWanted(string text, string message)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(message, Assert.Throws<InputException>(() => new CsvLabels(folder.Write("labels.csv", text))).Message, StringComparison.Ordinal);
    }
}
