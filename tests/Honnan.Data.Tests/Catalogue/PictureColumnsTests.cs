using CsCheck;
using Honnan.Data.Catalogue;
using Honnan.Data.Tests.Curation;
using ParquetSharp;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class PictureColumnsTests
{
    [Fact]
    public void Open_PicturesOfEveryKind_AreGivenBack()
    {
        // More than a row group, and of every column more than a block.
        using var folder = new TemporaryFolder();
        List<CataloguePicture> pictures = [.. CatalogueDrawing.Many(20_000).Select((picture, i) => (i % 7) switch
        {
            0 => picture with { Fingerprint = PictureFingerprint.FromBytes(Fingerprint(i)), Place = $"Fő tér {i % 30}" },
            1 => picture with { Refused = $"wrong size {i}", Measures = null },
            2 => picture with { Refused = "empty file", Measures = null, Sha256 = null, ByteLength = 0, Size = default },
            3 => picture with { Address = new("b", $"漢字, \"{i}\".jpg"), Country = null, Point = null },
            4 => picture with { Measures = new InformationMeasures(1, 2, 3, i) { Colourfulness = 5, EdgeDensity = 0.6f, Asphalt = 0.7f, Blank = 0.8f, Indoor = 0.9f } },
            _ => picture,
        })];

        var read = PictureCatalogue.Open(CatalogueDrawing.Write(folder.At("catalogue"), pictures));

        Assert.Equal(pictures.Count, read.Pictures.Count);
        for (int i = 0; i < pictures.Count; i++)
        {
            CataloguePicture picture = read.Pictures[i];
            Assert.Equal(pictures[i] with { Fingerprint = null }, picture with { Fingerprint = null });
            Assert.Equal(pictures[i].Fingerprint?.Luma, picture.Fingerprint?.Luma);
        }
    }

    [Fact]
    public void Open_AnyDamage_IsReadOrRefusedInALine()
    {
        using var folder = new TemporaryFolder();
        string catalogue = CatalogueDrawing.Write(folder.At("catalogue"), CatalogueDrawing.Many(200));
        string table = Path.Combine(catalogue, "catalogue.parquet");
        byte[] whole = File.ReadAllBytes(table);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, 20]).Sample((at, value, cut) =>
        {
            byte[] damaged = whole[..^cut];
            damaged[Math.Min(at, damaged.Length - 1)] = value;
            File.WriteAllBytes(table, damaged);
            try
            {
                Assert.All(PictureCatalogue.Open(catalogue).Pictures, picture => Assert.NotNull(picture.Address.File));
            }
            catch (InputException error)
            {
                Assert.Contains("catalogue.parquet", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }, iter: 500, threads: 1);
    }

    [Theory]
    [InlineData("country", "nothing", "has no column country")]
    [InlineData("latitude", "text", "cannot read")]
    [InlineData("file", "number", "cannot read")]
    [InlineData("place", "list", "column place is a list")]
    [InlineData("sha256", "text", "row 0: 'x' is no SHA-256")]
    [InlineData("source", "text", "it has a picture of 'x', which is no source of sources.json")]
    public void Open_AWrongColumn_SaysWhich(string name, string kind, string message)
    {
        using var folder = new TemporaryFolder();
        string catalogue = CatalogueDrawing.Write(folder.At("catalogue"), []);
        string table = Path.Combine(catalogue, "catalogue.parquet");
        string[] names = [.. CatalogueTable.Fields.Select(field => field.Name).Where(field => field != name || kind != "nothing")];
        Column[] columns = [.. names.Select(field => field != name ? CatalogueTable.Fields.Single(one => one.Name == field).Column()
            : kind == "list" ? new Column<string[]>(field)
            : kind == "number" ? new Column<int>(field)
            : new Column<string>(field))];
        using (var writer = new ParquetFileWriter(table, columns))
        {
            using RowGroupWriter group = writer.AppendRowGroup();
            foreach (Column column in columns)
            {
                using ColumnWriter next = group.NextColumn();
                Write(next, column, name);
            }

            writer.Close();
        }

        string told = Assert.Throws<InputException>(() => PictureCatalogue.Open(catalogue)).Message;
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.Contains(table, told, StringComparison.Ordinal);
    }

    private static void Write(ColumnWriter next, Column column, string wrong)
    {
        void One<T>(T value) => next.LogicalWriter<T>().WriteBatch([value]);
        switch (column.LogicalSystemType)
        {
            case { } type when type == typeof(string[]):
                One<string[]>(["x"]);
                break;
            case { } type when type == typeof(string):
                One(column.Name == wrong ? "x" : column.Name == "source" ? "a" : column.Name == "file" ? "1.jpg" : null!);
                break;
            case { } type when type == typeof(int):
                One(1);
                break;
            case { } type when type == typeof(long):
                One(1L);
                break;
            case { } type when type == typeof(double?):
                One<double?>(null);
                break;
            case { } type when type == typeof(float?):
                One<float?>(null);
                break;
            default:
                One<byte[]>(null!);
                break;
        }
    }

    private static byte[] Fingerprint(int seed)
    {
        byte[] luma = new byte[PictureFingerprint.Rows * (8 + (seed % 300))];
        new Random(seed).NextBytes(luma);
        return luma;
    }
}
