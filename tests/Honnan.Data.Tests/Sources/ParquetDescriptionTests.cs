using CsCheck;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class ParquetDescriptionTests
{
    [Fact]
    public void Open_DrawnFile_TellsRowsAndColumns()
    {
        using var folder = new TemporaryFolder();
        Draw(folder);

        ParquetDescription described = ParquetDescription.Open(folder.At("a.parquet"));

        Assert.Equal((3, 2), (described.Rows, described.RowGroups));
        Assert.Contains(("country_iso_alpha2", "ByteArray"), described.Columns);
        Assert.Contains(("image.bytes", "ByteArray"), described.Columns);
    }

    [Fact]
    public void Open_AnyDamage_IsDescribedOrRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = Draw(folder);
        Gen.Select(Gen.Int[0, 300], Gen.Byte, Gen.Int[0, 20]).Sample((fromEnd, value, cut) =>
        {
            byte[] damaged = whole[..^cut];
            damaged[Math.Max(0, damaged.Length - 1 - fromEnd)] = value;
            File.WriteAllBytes(folder.At("damaged.parquet"), damaged);
            try
            {
                ParquetDescription.Open(folder.At("damaged.parquet"));
            }
            catch (InputException error)
            {
                Assert.Contains("damaged.parquet", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }, iter: 500, threads: 1);
    }

    private static byte[] Draw(TemporaryFolder folder)
    {
        var row = new ParquetDrawing.Row([1, 2, 3], "HU", "1", "2");
        ParquetDrawing.Write(folder.At("a.parquet"), [row, row], [row]);
        return File.ReadAllBytes(folder.At("a.parquet"));
    }
}
