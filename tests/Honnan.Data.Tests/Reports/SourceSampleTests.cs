using Honnan.Data.Curation;
using Honnan.Data.Reports;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Sources;
using Xunit;

namespace Honnan.Data.Tests.Reports;

public sealed class SourceSampleTests
{
    [Fact]
    public void Of_ManyBlocks_TakesFromEightSpreadEvenly()
    {
        SelectedPicture[] pictures = Pictures(10_000);
        int Block(SelectedPicture p) => Number(p) / 250; // forty of them
        SelectedPicture[] chosen = Sample(pictures, 160, a => int.Parse(a.File, null) / 250, 3);
        Assert.Equal(160, chosen.Length);
        int[] blocks = [.. chosen.Select(Block).Distinct()];
        Assert.Equal(8, blocks.Length);
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.Equal(5, pair.Second - pair.First));
        Assert.All(chosen.GroupBy(Block), block => Assert.Equal(20, block.Count()));
        Assert.Equal(chosen.OrderBy(Number), chosen);
        Assert.InRange(chosen.Average(p => Number(p) % 250), 100, 150); // not the first ones of each

        Assert.Equal(chosen, Sample(pictures, 160, a => int.Parse(a.File, null) / 250, 3));
        Assert.NotEqual(chosen, Sample(pictures, 160, a => int.Parse(a.File, null) / 250, 4));
    }

    [Fact]
    public void Of_SmallBlocks_TakesAsManyAsHoldEnough()
    {
        SelectedPicture[] chosen = Sample(Pictures(1000), 160, a => int.Parse(a.File, null) / 5, 3);
        Assert.Equal(160, chosen.Length);
        Assert.Equal(33, chosen.Select(p => Number(p) / 5).Distinct().Count()); // of five each, one more than just enough
    }

    [Fact]
    public void Of_PicturesReadAlone_AreFromAllOver()
    {
        SelectedPicture[] chosen = Sample(Pictures(10_000), 160, _ => null, 3);
        Assert.Equal(160, chosen.Length);
        Assert.InRange(chosen.Average(p => Number(p)), 4000, 6000);
        Assert.Equal(7, Sample(Pictures(7), 160, _ => null, 3).Length);
    }

    [Fact]
    public void BlockOf_ParquetPictures_IsTheirRowGroup()
    {
        using var folder = new TemporaryFolder();
        ParquetDrawing.Row[] Rows(int count) => [.. Enumerable.Repeat(new ParquetDrawing.Row([1], "HU", "1", "2"), count)];
        ParquetDrawing.Write(folder.At("a.parquet"), Rows(2), Rows(1));
        ParquetDrawing.Write(folder.At("b.parquet"), Rows(1));
        using PictureStore store = PictureStore.Open([
            new SourceSettings { Name = "a", Kind = "parquet", Path = folder.Path },
            new SourceSettings { Name = "b", Kind = "folders", Path = folder.Path },
            new SourceSettings { Name = "gone", Kind = "parquet", Path = folder.At("gone") }]);
        string[] files = ["a.parquet#0", "a.parquet#1", "a.parquet#2", "b.parquet#0"];
        object?[] blocks = [.. files.Select(file => store.BlockOf(new PictureAddress("a", file)))];
        Assert.Equal(blocks[0], blocks[1]);
        Assert.Equal(3, blocks.Distinct().Count());
        Assert.DoesNotContain(null, blocks);
        Assert.Null(store.BlockOf(new PictureAddress("b", "Hungary/1.jpg")));
        Assert.Null(store.BlockOf(new PictureAddress("gone", "a.parquet#0")));
    }

    private static SelectedPicture[] Sample(SelectedPicture[] pictures, int most, Func<PictureAddress, object?> blockOf, long seed) => [.. SourceSample
        .Of([.. Enumerable.Range(0, pictures.Length)], i => pictures[i].Address, most, blockOf, seed)
        .Select(i => pictures[i])];

    private static int Number(SelectedPicture picture) => int.Parse(picture.Address.File, null);

    private static SelectedPicture[] Pictures(int count) => [.. Enumerable.Range(0, count).Select(i => new SelectedPicture
    {
        Address = new PictureAddress("a", $"{i}"),
        Country = Data.Geography.CountryCode.Parse("HU"),
        Size = new PictureSize(300, 100),
        Sha256 = "",
        Information = 0,
        Group = "",
        Split = SplitSide.Train,
        Fold = 0,
    })];
}
