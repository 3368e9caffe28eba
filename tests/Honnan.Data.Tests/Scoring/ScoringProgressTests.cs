using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

public sealed class ScoringProgressTests : IDisposable
{
    private readonly NamedPictures _pictures = new(300);

    [Fact]
    public void Read_FinishedBegunAndWaiting_TellsEach()
    {
        _pictures.Score("out", new Shard(0, 4));
        _pictures.Score("out", new Shard(2, 4));
        string finished = _pictures.At("out/shard-00002-of-00004.parquet");
        Directory.CreateDirectory(_pictures.At("out/shard-00002-of-00004.parts"));
        File.Move(finished, _pictures.At("out/shard-00002-of-00004.parts/rows-000000000000.parquet"));
        Directory.CreateDirectory(_pictures.At("out/shard-00003-of-00004.parts"));
        long first = ScoreFile.Open(new LocalFiles(_pictures.At("out")), "shard-00000-of-00004.parquet", TestContext.Current.CancellationToken).Rows;

        var progress = ScoringProgress.Read(new LocalFiles(_pictures.At("out")), TestContext.Current.CancellationToken);

        BegunShard begun = progress.Begun[0];
        Assert.Equal(new BegunShard(3, 0), progress.Begun[1]); // a process is at its first part
        Assert.Equal((4, 1, 2, 300L), (progress.Shards, progress.Finished, begun.Shard, progress.Pictures));
        Assert.Equal([1], progress.Waiting);
        Assert.Equal(first + begun.Done, progress.Done);
        Assert.InRange(begun.Done, 1, 150);
        Assert.InRange(progress.Bytes, 1, 1 << 20);
        Assert.InRange(progress.LastChange, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void Read_FinishedShardWhosePartsAreStillThere_CountsItOnce()
    {
        _pictures.Score("out", new Shard(0, 1));
        Directory.CreateDirectory(_pictures.At("out/shard-00000-of-00001.parts"));
        File.Copy(_pictures.At("out/shard-00000-of-00001.parquet"), _pictures.At("out/shard-00000-of-00001.parts/rows-000000000000.parquet"));

        var progress = ScoringProgress.Read(new LocalFiles(_pictures.At("out")), TestContext.Current.CancellationToken);

        Assert.Equal((1, 300L, 300L), (progress.Finished, progress.Done, progress.Pictures));
        Assert.Empty(progress.Begun);
    }

    [Fact]
    public void Read_OtherFolders_AreRefused()
    {
        Assert.Contains("no folder", Refused("nowhere"), StringComparison.Ordinal);
        Directory.CreateDirectory(_pictures.At("empty"));
        Assert.Contains("holds nothing of a scoring yet", Refused("empty"), StringComparison.Ordinal);
        _pictures.Score("mixed", new Shard(0, 2));
        _pictures.Score("mixed", new Shard(0, 3), force: true);
        Assert.Contains("are of different scorings: the first has --shards 2, not 3", Refused("mixed"), StringComparison.Ordinal);
        _pictures.Score("twins", new Shard(0, 2));
        File.Copy(_pictures.At("twins/shard-00000-of-00002.parquet"), _pictures.At("twins/shard-00001-of-00002.parquet"));
        Assert.Contains("are the same shard, 0", Refused("twins"), StringComparison.Ordinal);
        File.WriteAllText(_pictures.At("empty/shard-00000-of-00001.parquet"), "no table");
        Assert.Contains("shard-00000-of-00001.parquet", Refused("empty"), StringComparison.Ordinal);
    }

    public void Dispose() => _pictures.Dispose();

    private string Refused(string folder) => Assert.Throws<InputException>(() => ScoringProgress.Read(new LocalFiles(_pictures.At(folder)), CancellationToken.None)).Message;
}
