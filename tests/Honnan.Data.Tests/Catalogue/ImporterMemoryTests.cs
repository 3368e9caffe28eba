using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Sources;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

[Collection(Alone.Name)]
public sealed class ImporterMemoryTests
{
    private const int Rows = 240;
    private const int RowBytes = 256 << 10;
    private const long Group = (long)Rows * RowBytes; // 60 MiB, in one page as the panoramas' shards have them

    [Fact]
    [Trait("Category", "slow")]
    public async Task Import_SetOfManyRowGroups_NeedsNoMoreMemoryThanOne()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak of memory is read as Linux tells it");
        using var folder = new TemporaryFolder();
        long one = await PeakOfImportAsync(folder, "one", 1);
        long twelve = await PeakOfImportAsync(folder, "twelve", 12);
        TestContext.Current.TestOutputHelper!.WriteLine($"one row group: {one >> 20} MiB above the start, twelve: {twelve >> 20} MiB");

        // One row group's page as read and as unpacked, and as much again: nothing that grows with the number of groups.
        Assert.InRange(twelve, 0, 4 * Group);
    }

    private static async Task<long> PeakOfImportAsync(TemporaryFolder folder, string name, int groups)
    {
        ParquetDrawing.Write(folder.At($"{name}/data/train.parquet"), onePage: true, Enumerable.Range(0, groups).Select(Drawn));
        DataFile data = DataFile.Read(folder.Write($"{name}.json", $$"""
            { "sources": [ { "name": "a", "kind": "parquet", "path": "{{name}}" } ], "vocabulary": { "from": ["a"] } }
            """));
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ResidentMemory.ForgetPeak();
        long before = ResidentMemory.Now;
        ImportResult result = await Importer.ImportAsync(data, folder.At($"{name}-catalogue"), force: false, null, TestContext.Current.CancellationToken);
        Assert.Equal(groups * Rows, result.Usable);
        return ResidentMemory.Peak - before;
    }

    private static ParquetDrawing.Row[] Drawn(int group)
    {
        var random = new Random(group);
        byte[] jpeg = DrawnPictures.Jpeg(600, 150, group);
        return [.. Enumerable.Range(0, Rows).Select(_ =>
        {
            byte[] bytes = new byte[RowBytes];
            jpeg.CopyTo(bytes, 0);
            random.NextBytes(bytes.AsSpan(jpeg.Length)); // what comes after a JPEG's end is not read, but keeps it from being packed
            return new ParquetDrawing.Row(bytes, "HU", "47.5", "19");
        })];
    }
}
