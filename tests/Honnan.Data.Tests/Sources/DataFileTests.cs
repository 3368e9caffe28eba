using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class DataFileTests
{
    [Fact]
    public void Read_PathsRelativeToTheFile_BecomeAbsolute()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("kaggle"));
        var data = DataFile.Read(folder.Write("data.json", """
            { "sources": [ { "name": "single", "kind": "folders", "path": "kaggle/", "size": "1536x662", "overlay": "geoguessr" } ], "vocabulary": { "preset": "study-56" } }
            """));
        Assert.Equal(folder.At("kaggle"), data.Sources[0].Path);
    }

    [Fact]
    public void Read_ManyErrors_AllComeAtOnce()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("data.json", """
            { "sources": [
                { "name": "a", "kind": "folder", "path": "x" },
                { "name": "a", "kind": "csv", "path": "missing.csv", "size": "big", "overlay": "geogessr" },
                { "name": "../b", "kind": "parquet", "path": "missing" } ],
              "vocabulary": { "from": ["c"], "preset": "study-56", "countries": ["UK", "Hungary"] } }
            """);
        string message = Assert.Throws<InputException>(() => DataFile.Read(path)).Message;
        Assert.DoesNotContain('\n', message);
        foreach (string part in (string[])[
            "two sources are named 'a'",
            "sources[0].kind must be one of parquet, folders, csv, jsonl, parquet-labels, not 'folder'; did you mean 'folders'?",
            "sources[1].size must be width x height",
            "did you mean 'geoguessr'?",
            "sources[2].name",
            "there is no source 'c'",
            "exactly one of from, countries and preset",
            "unknown country 'Hungary'; did you mean 'HU'?",
            "sources[1].path: there is no file",
            "sources[2].path: there is no folder"])
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_UnknownKeyAndMissingFolder_BothAreTold()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("data.json", """{ "sources": [ { "name": "a", "kind": "folders", "path": "x", "sise": "1x1" } ], "vocabulary": { "from": ["a"] } }""");
        string message = Assert.Throws<InputException>(() => DataFile.Read(path)).Message;
        Assert.Contains("unknown key 'sources[0].sise'; did you mean 'size'?", message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", message, StringComparison.Ordinal);
    }
}
