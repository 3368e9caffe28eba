using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

/// <summary>What a shard finds in its folder when it begins: others, of the same scoring or not, and damaged files.</summary>
public sealed class NeighbouringShardsTests
{
    private static readonly Shard All = new(0, 1);

    [Theory]
    [InlineData("of another scoring: it has --shards 2, not 3; keep the shards of one scoring in a folder", 3, "m", 2)]
    [InlineData("of another scoring: it has another model (m, not other)", 2, "other", 2)]
    [InlineData("of another scoring: it has --top 2, not 3", 2, "m", 3)]
    public void Run_BesideAShardOfAnotherScoring_IsRefusedAtOnceUntilForced(string told, int shards, string model, int top)
    {
        using var pictures = new NamedPictures(2200);
        pictures.Score("done", new Shard(0, 2));
        Assert.Throws<InvalidOperationException>(() => pictures.Score("begun", new Shard(0, 2), goneAfter: 1050));
        pictures.Write("done/shard-00000-of-00001.txt", "no shard");

        foreach (string folder in (string[])["begun", "done"])
        {
            Assert.Contains(told, Assert.Throws<InputException>(() => pictures.Score(folder, new Shard(1, shards), model: model, top: top)).Message, StringComparison.Ordinal);
            Assert.Equal(0, pictures.Asked);
            Assert.True(pictures.Score(folder, new Shard(1, shards), model: model, top: top, force: true).Scored > 0);
        }
    }

    [Fact]
    public void Run_BesideADamagedShard_IsDone()
    {
        using var pictures = new NamedPictures(100);
        pictures.Write("out/shard-00000-of-00003.parquet", "PAR1");
        Directory.CreateDirectory(pictures.At("out/shard-00002-of-00003.parts"));

        Assert.True(pictures.Score("out", new Shard(1, 3)).Scored > 0);
    }

    [Fact]
    public void Run_DamagedPart_SaysWhatToDelete()
    {
        using var pictures = new NamedPictures(1600);
        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, goneAfter: 1100));
        string part = pictures.At("out/shard-00000-of-00001.parts/rows-000000000000.parquet");
        byte[] bytes = File.ReadAllBytes(part);
        File.WriteAllBytes(part, bytes[..(bytes.Length / 2)]);

        string told = Assert.Throws<InputException>(() => pictures.Score("out", All)).Message;

        Assert.StartsWith($"'{part}' is damaged: ", told, StringComparison.Ordinal);
        Assert.EndsWith("; delete the folder shard-00000-of-00001.parts, and run that shard again", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ParquetInvalid", told, StringComparison.Ordinal);
        Assert.Equal(told, Assert.Throws<InputException>(() => ScoringProgress.Read(new LocalFiles(pictures.At("out")), TestContext.Current.CancellationToken)).Message);
        Directory.Delete(pictures.At("out/shard-00000-of-00001.parts"), recursive: true);
        Assert.Equal(1600, pictures.Score("out", All).Scored);
    }
}
