using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class ShardTests
{
    // Python: int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], 'big') % count
    [Theory]
    [InlineData("a.jpg", 10, 6)]
    [InlineData("a.jpg", 1000, 26)]
    [InlineData("sub/árvíz.jpg", 10, 4)]
    [InlineData("sub/árvíz.jpg", 1000, 244)]
    [InlineData("train.parquet#0", 10, 2)]
    [InlineData("train.parquet#0", 1000, 402)]
    public void IndexOf_Name_IsWhatOtherProgramsCompute(string name, int count, int index) => Assert.Equal(index, Shard.IndexOf(name, count));

    [Fact]
    public void Holds_ManyNames_GivesEachToOneShardAndAllShardsAboutAsMany()
    {
        string[] names = [.. Enumerable.Range(0, 10_000).Select(i => $"photos/{i}.jpg")];

        int[] counts = [.. Enumerable.Range(0, 10).Select(index => names.Count(new Shard(index, 10).Holds))];

        Assert.Equal(names.Length, counts.Sum());
        Assert.All(names.Take(200), name => Assert.Single(Enumerable.Range(0, 10), index => new Shard(index, 10).Holds(name)));
        Assert.All(counts, count => Assert.InRange(count, 850, 1150)); // five standard deviations of a binomial
    }

    [Fact]
    public void ToString_OfAShard_IsItsFilesName() => Assert.Equal("shard-00003-of-00010", new Shard(3, 10).ToString());
}
