using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Sources;
using Honnan.World.Truth;
using ParquetSharp;
using Xunit;

namespace Honnan.World.Tests.Output;

public sealed class WorldWriterTests
{
    [Fact]
    public async Task Write_Imported_EveryPictureIsUsableAndKnown()
    {
        using var folder = new TemporaryFolder();
        CancellationToken token = TestContext.Current.CancellationToken;
        new DrawnWorld(new WorldOptions { ShortSide = 80, Panoramas = 2, Windows = 3, Views = 1 }).Write(folder.At("world"), cancellation: token);
        DataFile data = DataFile.Read(folder.At("world/data.json"));
        ImportResult result = await Importer.ImportAsync(data, folder.At("catalogue"), force: false, null, token);
        var catalogue = PictureCatalogue.Open(folder.At("catalogue"));
        var manifest = WorldManifest.Read(folder.At("world"));

        Assert.Equal([(24, 24), (36, 36), (12, 12)], result.Sources.Select(s => (s.Pictures, s.Usable)));
        Assert.All(result.Sources, s => Assert.Equal(0, s.UnreadableCoordinates));
        Assert.Equal(manifest.Pictures.Count, catalogue.Pictures.Count);
        foreach (CataloguePicture picture in catalogue.Pictures)
        {
            PictureRecord? record = manifest.Find(picture.Address);
            Assert.NotNull(record);
            Assert.Equal((record.Country, record.Width, record.Height), (picture.Country.ToString(), picture.Size.Width, picture.Size.Height));
            if (picture.Address.Source != "windows")
            {
                Assert.Equal((record.Latitude, record.Longitude), (picture.Point!.Value.Latitude, picture.Point.Value.Longitude));
            }
        }

        Assert.Equal(catalogue.Pictures.Count, catalogue.Pictures.Select(p => p.Sha256).Distinct(StringComparer.Ordinal).Count());
        Assert.True(Directory.Exists(folder.At($"world/windows/{Countries.Get(CountryCode.Parse("ZA")).English}")));
    }

    [Fact]
    public void Write_FewSources_LeavesTheOthersOut()
    {
        using var folder = new TemporaryFolder();
        new DrawnWorld(new WorldOptions { ShortSide = 64, Countries = ["NL"], Panoramas = 0, Windows = 2, Views = 0 }).Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken);
        SourceSettings source = Assert.Single(DataFile.Read(folder.At("world/data.json")).Sources);
        Assert.Equal(("windows", "148x64", "geoguessr"), (source.Name, source.Size, source.Overlay));
    }

    [Fact]
    public void Panoramas_Schema_IsThatOfTheRealShards()
    {
        using var folder = new TemporaryFolder();
        new DrawnWorld(new WorldOptions { ShortSide = 64, Countries = ["NL"], Panoramas = 2, Windows = 0, Views = 0 }).Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken);
        List<string> drawn = Columns(Directory.GetFiles(folder.At("world/panoramas/data"))[0]);
        Assert.Equal(
            [
                "image.bytes ByteArray None 2", "image.path ByteArray String 2", "country_iso_alpha2 ByteArray String 1",
                "latitude ByteArray String 1", "longitude ByteArray String 1", "address ByteArray String 1",
            ],
            drawn);

        string real = Directory.EnumerateFiles(Path.Combine(SharedData.Folder(), "hf-pano"), "*.parquet", SearchOption.AllDirectories).First();
        Assert.Equal(Columns(real), drawn);
    }

    private static List<string> Columns(string path)
    {
        using var reader = new ParquetFileReader(path);
        SchemaDescriptor schema = reader.FileMetaData.Schema;
        var columns = new List<string>();
        for (int i = 0; i < schema.NumColumns; i++)
        {
            ColumnDescriptor column = schema.Column(i);
            using LogicalType type = column.LogicalType;
            columns.Add($"{column.Path.ToDotString()} {column.PhysicalType} {type.Type} {column.MaxDefinitionLevel}");
        }

        return columns;
    }
}
