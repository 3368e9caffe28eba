using Honnan.Data.Catalogue;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

public sealed class ScoreMergeTests : IDisposable
{
    private const int Shards = 4;

    private readonly NamedPictures _pictures = new(300);

    public ScoreMergeTests()
    {
        for (int i = 0; i < Shards; i++)
        {
            _pictures.Score("out", new Shard(i, Shards));
        }
    }

    [Fact]
    public void Run_AllShards_HasEveryPictureOnce()
    {
        _pictures.Score("whole", new Shard(0, 1));

        MergedScores merged = Merge();

        Assert.Equal((Shards, 300, 6), (merged.Shards, merged.Pictures, merged.Unreadable));
        Assert.Equal(_pictures.At("out/scores.parquet"), merged.File);
        Assert.Equal(Lines(_pictures.At("whole/shard-00000-of-00001.parquet")).Order(StringComparer.Ordinal), Lines(merged.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_Again_GivesTheSameFile()
    {
        byte[] first = File.ReadAllBytes(Merge().File);

        Assert.Equal(first, File.ReadAllBytes(Merge().File));
    }

    [Fact]
    public void Run_IntoAnotherFile_LeavesTheFolder()
    {
        string[] before = _pictures.Everything("out");

        ScoreMerge.Run(new LocalFiles(_pictures.At("out")), new LocalFiles(_pictures.At(".")), "all.parquet", force: false, TestContext.Current.CancellationToken);

        Assert.Equal(before, _pictures.Everything("out"));
        Assert.Equal(300, Lines(_pictures.At("all.parquet")).Length);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("in/x.parquet")] // the very pictures
    [InlineData("alone/shard-00000-of-00001.parquet")]
    public void Run_IntoAFileThatIsNoMergedOne_IsRefusedUntilForced(string file)
    {
        _pictures.Write("notes.txt", "mine");
        _pictures.Score("alone", new Shard(0, 1));
        byte[] before = File.ReadAllBytes(_pictures.At(file));

        string told = Assert.Throws<InputException>(() => MergeInto(file, force: false)).Message;

        Assert.Contains($"{file}' exists already", told, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_pictures.At(file)));
        Assert.Equal(300, MergeInto(file, force: true).Pictures);
        Assert.Equal(300, MergeInto(file, force: false).Pictures); // a merged one by now
    }

    [Fact]
    public void Run_IntoTheMergedFileOfAnotherScoring_IsRefusedUntilForced()
    {
        _pictures.Score("other", new Shard(0, 1), model: "another");
        ScoreMerge.Run(new LocalFiles(_pictures.At("other")), new LocalFiles(_pictures.At(".")), "all.parquet", force: false, TestContext.Current.CancellationToken);
        byte[] before = File.ReadAllBytes(_pictures.At("all.parquet"));

        string told = Assert.Throws<InputException>(() => MergeInto("all.parquet", force: false)).Message;

        Assert.Contains("all.parquet' is merged of another scoring: it has another model", told, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_pictures.At("all.parquet")));
        Assert.Equal(300, MergeInto("all.parquet", force: true).Pictures);
    }

    [Fact]
    public void Run_MissingShard_IsRefusedAndSaysWhichAreBegun()
    {
        File.Delete(_pictures.At("out/shard-00002-of-00004.parquet"));
        Directory.CreateDirectory(_pictures.At("out/shard-00002-of-00004.parts"));

        string told = Refused();

        Assert.Contains("lacks 1 of 4 shards: 2 (begun, but not finished: shard-00002-of-00004", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardTwice_IsRefused()
    {
        File.Copy(_pictures.At("out/shard-00002-of-00004.parquet"), _pictures.At("out/copy.parquet"));

        Assert.Contains("are the same shard, 2", Refused(), StringComparison.Ordinal);
    }

    /// <summary>A file may say that there are more shards than memory has room for their numbers.</summary>
    [Fact]
    public void Run_ShardOfTwoThousandMillion_IsRefusedAtOnce()
    {
        Directory.CreateDirectory(_pictures.At("many"));
        var target = new LocalFiles(_pictures.At("many"));
        var identity = new ScoreIdentity { Model = "m", Top = 5, Shards = 2_000_000_000 };
        ScoreFile.Write(target, "shard-00000-of-00004.parquet", replace: false, identity, 0, []);

        var error = Assert.Throws<InputException>(() => ScoreMerge.Run(target, target, "all.parquet", force: false, TestContext.Current.CancellationToken));

        Assert.Contains("is no shard", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardUnderAnothersName_IsRefused()
    {
        File.Copy(_pictures.At("out/shard-00002-of-00004.parquet"), _pictures.At("out/shard-00001-of-00004.parquet"), overwrite: true);

        Assert.Contains("are the same shard, 2", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardOfAnotherModel_IsRefused()
    {
        _pictures.Score("out", new Shard(1, Shards), force: true, model: "other");

        Assert.Contains("another model (m, not other)", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardOfAnotherDivision_IsRefused()
    {
        _pictures.Score("out", new Shard(1, 5), force: true);

        Assert.Contains("--shards 4, not 5", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardOfOtherPictures_IsRefused()
    {
        _pictures.Draw(301);
        _pictures.Score("out", new Shard(1, Shards), force: true);

        Assert.Contains("other pictures (300 of them, not 301", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ForeignOrDamagedFile_IsRefused()
    {
        string damaged = _pictures.Write("out/shard-00009-of-00004.parquet", "PAR1");
        string told = Refused();
        Assert.StartsWith($"'{damaged}' is damaged: ", told, StringComparison.Ordinal);
        Assert.EndsWith("; delete it, and run that shard again", told, StringComparison.Ordinal);
        Assert.DoesNotContain("parquet38Parquet", told, StringComparison.Ordinal); // of the library's C++

        File.Delete(damaged);
        using (var table = new ParquetTableWriter<ScoreRow>(_pictures.At("out/foreign.parquet"), ScoreRow.Fields))
        {
            table.Finish();
        }

        Assert.Contains("was not written by honnan score", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "no folder")]
    [InlineData("empty", "holds no finished shard")]
    public void Run_FolderWithoutShards_IsRefused(string folder, string told)
    {
        Directory.CreateDirectory(_pictures.At("empty"));

        Assert.Contains(told, Assert.Throws<InputException>(() => _pictures.Merge(folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _pictures.Dispose();

    private MergedScores MergeInto(string file, bool force) =>
        ScoreMerge.Run(new LocalFiles(_pictures.At("out")), new LocalFiles(_pictures.At(".")), file, force, TestContext.Current.CancellationToken);

    private MergedScores Merge() => _pictures.Merge("out");

    private string Refused()
    {
        string told = Assert.Throws<InputException>(Merge).Message;
        Assert.False(File.Exists(_pictures.At("out/scores.parquet")));
        return told;
    }

    private static string[] Lines(string file) =>
        [.. ScoreFile.Open(new LocalFiles(Path.GetDirectoryName(file)!), Path.GetFileName(file), CancellationToken.None).Read(CancellationToken.None).Select(r => $"{r.File} {r.Country} {string.Join(' ', r.TopCountries)} {string.Join(' ', r.TopProbabilities)} {r.Latitude} {r.Longitude} {r.Known} {r.Error}")];
}
