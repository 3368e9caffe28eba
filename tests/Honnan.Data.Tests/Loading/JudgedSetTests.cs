using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class JudgedSetTests
{
    [Fact]
    public void FromLabels_TwoAtOnePlace_AreOneGroup()
    {
        using var folder = new TemporaryFolder();
        string labels = Labels(folder, "a.jpg,HU,47.51,19.04", "b.jpg,Hungary,47.52,19.05", "c.jpg,at,48.2,16.4", "d.jpg,HU,,");

        using JudgedSet set = JudgedSet.FromLabels(labels);

        Assert.Equal(["HU", "HU", "AT", "HU"], set.Pictures.Select(p => $"{p.Country}"));
        Assert.Equal(set.Pictures[0].Group, set.Pictures[1].Group);
        Assert.Equal(3, set.Pictures.Select(p => p.Group).Distinct().Count());
        Assert.Null(set.Pictures[3].Point);
        Assert.Empty(set.Unlisted);
    }

    [Fact]
    public void FromLabels_NamedPlace_IsOneGroup()
    {
        using var folder = new TemporaryFolder();
        string labels = folder.Write("labels.csv", "file,country,place\na.jpg,HU,mill\nb.jpg,HU,bridge\nc.jpg,HU,mill\nd.jpg,HU,\n");

        using JudgedSet set = JudgedSet.FromLabels(labels);

        Assert.Equal(["mill", "bridge", "mill", null], set.Pictures.Select(p => p.Place));
        Assert.Equal(set.Pictures[0].Group, set.Pictures[2].Group);
        Assert.Equal(3, set.Pictures.Select(p => p.Group).Distinct().Count());
    }

    // As importing does: one bad line is listed and costs no more than itself.
    [Fact]
    public void FromLabels_UnknownOrMissingCountry_IsListedAndTheRestIsJudged()
    {
        using var folder = new TemporaryFolder();
        string labels = Labels(folder, "a.jpg,HU,,", "b.jpg,Hungray,,", "c.jpg,,47.5,19.04", "d.jpg,,,", "e.jpg,,-40,-30");

        using JudgedSet set = JudgedSet.FromLabels(labels);

        Assert.Equal(["a.jpg HU", "c.jpg HU"], set.Pictures.Select(p => $"{p.Address.File} {p.Country}"));
        Assert.Equal(
            ["b.jpg: unknown country 'Hungray'; did you mean 'Hungary'?", "d.jpg: no country", "e.jpg: no country within 20 km of its coordinates"], set.Unlisted);
    }

    [Fact]
    public void FromLabels_NoCountryAtAll_IsAnErrorThatSaysWhy()
    {
        using var folder = new TemporaryFolder();
        string labels = Labels(folder, "b.jpg,Hungray,,");

        string message = Assert.Throws<InputException>(() => JudgedSet.FromLabels(labels)).Message;

        Assert.Contains("unknown country 'Hungray'; did you mean 'Hungary'?", message, StringComparison.Ordinal);
        Assert.Contains("labels.csv", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromLabels_LinesWithoutAFile_AreListed()
    {
        using var folder = new TemporaryFolder();
        using JudgedSet set = JudgedSet.FromLabels(Labels(folder, ",HU,,", "a.jpg,HU,,", "a.jpg,HU,,"));

        Assert.Equal(["line 2: no file name", "a.jpg (line 4): listed before in the same labels file"], set.Unlisted);
        Assert.Single(set.Pictures);
    }

    [Fact]
    public void FromLabels_NoLine_IsAnError()
    {
        using var folder = new TemporaryFolder();
        string labels = Labels(folder);
        Assert.Contains("lists no picture", Assert.Throws<InputException>(() => JudgedSet.FromLabels(labels)).Message, StringComparison.Ordinal);
    }

    private static string Labels(TemporaryFolder folder, params string[] lines)
    {
        string path = Path.Combine(folder.Path, "labels.csv");
        File.WriteAllLines(path, ["file,country,latitude,longitude", .. lines]);
        return path;
    }
}
