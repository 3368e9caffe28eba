using Honnan.Data.Curation.Copies;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

public sealed class PartitionedSpillTests
{
    // Of 4096 partitions a piece is of 1,024 numbers, of 100,000 of 41: some lie in the file, some in memory.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Read_NumbersAddedFromManyThreads_AreThoseOfThePartition(int partitions)
    {
        const int Count = 1_000_000;
        using var spill = new PartitionedSpill<long>("numbers", partitions);
        Parallel.For(0, Count / 1000, part => spill.Add([.. Enumerable.Range(part * 1000, 1000).Select(i => (long)i)], number => (int)(number * number % partitions)));

        Assert.Equal(partitions, spill.Partitions);
        long[] records = [];
        for (int partition = 0; partition < partitions; partition += Math.Max(1, partitions / 50))
        {
            long[] numbers = [.. spill.Read(partition, ref records).ToArray().Order()];
            Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i).Where(i => i * i % partitions == partition), numbers);
        }
    }

    /// <summary>A million of which ten are to be kept want room for few pieces, not for all.</summary>
    [Fact]
    public void Read_OfWhichLittleIsKept_TakesLittleRoom()
    {
        using var spill = new PartitionedSpill<long>("numbers", 1);
        for (int part = 0; part < 1000; part++)
        {
            spill.Add([.. Enumerable.Range(0, 1000).Select(i => (long)(i % 10))], _ => 0);
        }

        long[] records = [];
        int count = spill.Read(0, ref records, some =>
        {
            long[] distinct = [.. some.ToArray().Distinct()];
            distinct.CopyTo(some);
            return distinct.Length;
        });

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), records[..count].Order());
        Assert.InRange(records.Length, 10, 50_000);
    }
}
