using Honnan.Data.Files;
using Xunit;

namespace Honnan.Data.Tests.Files;

public sealed class OutputFolderTests
{
    [Fact]
    public void Create_EarlierResultOfTheSameKind_IsReplacedByForceAlone()
    {
        using var folder = new TemporaryFolder();
        string target = folder.At("result");
        Write(target, force: false, "selection", "old.csv");
        Assert.Contains("--force", Assert.Throws<InputException>(() => Write(target, force: false, "selection", "new.csv")).Message, StringComparison.Ordinal);

        Write(target, force: true, "selection", "new.csv");

        Assert.Equal([".honnan", "new.csv"], Names(target));
        Assert.Equal(["result"], Names(folder.Path));
    }

    [Fact]
    public void Create_ForceOverAnotherKindOfResult_IsRefusedAndNothingIsLost()
    {
        using var folder = new TemporaryFolder();
        string target = folder.At("result");
        Write(target, force: false, "catalogue", "catalogue.parquet");

        string message = Assert.Throws<InputException>(() => Write(target, force: true, "selection", "kept.csv")).Message;

        Assert.Contains("is no selection", message, StringComparison.Ordinal);
        Assert.Equal([".honnan", "catalogue.parquet"], Names(target));
        Assert.Equal(["result"], Names(folder.Path));
    }

    [Fact]
    public void Create_ForceOverAFolderOfTheUsers_IsRefusedAndNothingIsLost()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pictures/a.jpg", "mine");

        Assert.Throws<InputException>(() => Write(folder.At("pictures"), force: true, "folder of heat maps", "a.jpg"));

        Assert.Equal("mine", File.ReadAllText(folder.At("pictures/a.jpg")));
    }

    [Fact]
    public void Create_ForceOverAResultWithAFileOfTheUsers_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string target = folder.At("result");
        Write(target, force: false, "selection", "kept.csv");
        folder.Write("result/notes.txt", "mine");

        Assert.Contains("'notes.txt'", Assert.Throws<InputException>(() => Write(target, force: true, "selection", "kept.csv")).Message, StringComparison.Ordinal);

        Assert.Equal("mine", File.ReadAllText(folder.At("result/notes.txt")));
    }

    [Fact]
    public void Create_Caches_GoWithTheResult()
    {
        using var folder = new TemporaryFolder();
        string target = folder.At("result");
        Write(target, force: false, "selection", "kept.csv");
        folder.Write("result/features/x", "kept");

        Write(target, force: true, "selection", "kept.csv");

        Assert.False(Directory.Exists(folder.At("result/features")));
    }

    [Fact]
    public void Commit_ToBeFlushed_HasEveryFileOnTheDisk()
    {
        using var folder = new TemporaryFolder();
        using OutputFolder output = OutputFolder.Create(folder.At("result"), force: false, "selection");
        Directory.CreateDirectory(output.FilePath("below"));
        string[] names = ["a.parquet", "below/b.parquet"];
        foreach (string name in names)
        {
            // Some file systems bring a file that was emptied before to the disk by themselves, as FileMode.Create does.
            using var stream = new FileStream(output.FilePath(name), FileMode.CreateNew);
            stream.Write(new byte[10_000]);
        }

        Assert.SkipUnless(PageCache.Unwritten(output.FilePath(names[0])) > 0, "this file system brings to the disk at once what is written");
        output.Commit(flush: true);

        Assert.All(names, name => Assert.Equal((0, name), (PageCache.Unwritten(folder.At($"result/{name}")), name)));
    }

    [Fact]
    public void Dispose_NotCommitted_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (OutputFolder output = OutputFolder.Create(folder.At("result"), force: false, "selection"))
        {
            File.WriteAllText(output.FilePath("half.csv"), "half");
        }

        Assert.Empty(Names(folder.Path));
    }

    [Fact]
    public void Dispose_NotCommitted_TakesTheFoldersAboveAwayAgain()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("mine"));

        OutputFolder.Create(folder.At("mine/a/b/result"), force: false, "selection").Dispose();
        Assert.Empty(Names(folder.At("mine")));

        Write(folder.At("mine/a/b/result"), force: false, "selection", "kept.csv");
        Assert.True(File.Exists(folder.At("mine/a/b/result/kept.csv")));
    }

    private static void Write(string target, bool force, string kind, string name)
    {
        using OutputFolder output = OutputFolder.Create(target, force, kind, "features");
        File.WriteAllText(output.FilePath(name), name);
        output.Commit();
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
