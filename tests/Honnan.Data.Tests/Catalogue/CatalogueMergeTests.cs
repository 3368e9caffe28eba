using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Sources;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class CatalogueMergeTests : IDisposable
{
    private const int Shards = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly DataFile _data;

    public CatalogueMergeTests()
    {
        byte[] jpeg = DrawnPictures.Jpeg(300, 200, 1);
        for (int i = 0; i < 12; i++)
        {
            _folder.Write($"b/Hungary/{i}.jpg", i % 5 == 0 ? [] : DrawnPictures.Jpeg(300, 200, i));
        }

        _folder.Write("c/images/1.jpg", DrawnPictures.Jpeg(50, 40, 3));
        _folder.Write("c/labels.csv", "file,country,latitude,longitude\n1.jpg,hu,\"1,5\",2\nimages/1.jpg,Deutschland,nan,0\n2.jpg,HU,1,2\nimages/./1.jpg,HU,91,0\nimages//1.jpg,HU,,\n");
        ParquetDrawing.Write(_folder.At("a/train.parquet"), [.. Enumerable.Range(0, 9).Select(i => new ParquetDrawing.Row(i == 4 ? null : jpeg, "HU", "47.5", i == 7 ? "east" : "19.05"))]);
        _data = DataFile.Read(_folder.Write("data.json", """
            {"sources": [
              {"name": "a", "kind": "parquet", "path": "a"},
              {"name": "b", "kind": "folders", "path": "b"},
              {"name": "c", "kind": "csv", "path": "c/labels.csv"}],
              "vocabulary": {"from": ["a"]}}
            """));
    }

    [Fact]
    public async Task Run_AllShards_GivesTheCatalogueOfOneProcessToTheLastByte()
    {
        ImportResult expected = await Importer.ImportAsync(_data, _folder.At("whole"), force: false, null, TestContext.Current.CancellationToken);
        ImportResult[] parts = [await ImportAsync(2), await ImportAsync(0), await ImportAsync(1)];

        ImportResult merged = Merge();

        Assert.Equal(26, expected.Pictures);
        Assert.Equal(expected.Pictures, parts.Sum(part => part.Pictures));
        Assert.All(parts, part => Assert.InRange(part.Pictures, 1, 20));
        Assert.Equivalent(expected, merged, strict: true);
        foreach (string name in (string[])["catalogue.parquet", "quarantine.csv", "sources.json"])
        {
            Assert.Equal(File.ReadAllBytes(_folder.At($"whole/{name}")), File.ReadAllBytes(_folder.At($"merged/{name}")));
        }
    }

    [Fact]
    public async Task Import_FinishedShard_IsLeftAsItIs()
    {
        ImportResult first = await ImportAsync(0);
        string table = _folder.At("parts/shard-00000-of-00003/catalogue.parquet");
        DateTime written = File.GetLastWriteTimeUtc(table);

        ImportResult again = await ImportAsync(0);

        Assert.Equivalent(first, again, strict: true);
        Assert.Equal(written, File.GetLastWriteTimeUtc(table));
        DataFile other = _data with { Sources = [_data.Sources[1]] };
        var refused = await Assert.ThrowsAsync<InputException>(() => Importer.ImportAsync(other, _folder.At("parts"), force: false, new Shard(0, Shards), null, TestContext.Current.CancellationToken));
        Assert.Contains("of another data file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ShardsThatDoNotFit_AreRefusedAndNothingIsLeft()
    {
        Assert.Contains("no folder", Refused(), StringComparison.Ordinal);
        await ImportAsync(0);
        await ImportAsync(2);
        Assert.Contains("lacks 1 of 3 shards: 1", Refused(), StringComparison.Ordinal);
        await ImportAsync(1);
        Directory.Move(_folder.At("parts/shard-00001-of-00003"), _folder.At("aside"));
        Copy("parts/shard-00002-of-00003", "parts/shard-00001-of-00003");
        Assert.Contains("are the same shard, 2", Refused(), StringComparison.Ordinal);
        Directory.Delete(_folder.At("parts/shard-00001-of-00003"), recursive: true);
        Directory.Move(_folder.At("aside"), _folder.At("parts/shard-00001-of-00003"));
        string document = _folder.At("parts/shard-00001-of-00003/shard.json");
        string right = File.ReadAllText(document);
        foreach ((string from, string to, string told) in (IEnumerable<(string, string, string)>)[
            ("\"shard\": 1", "\"shard\": 3", "tells of shard 3 of 3"), ("\"shards\": 3", "\"shards\": 4", "are of different imports"),
            ("\"data\": \"", "\"data\": \"f", "are of different imports"), ("{", "", "shard.json")])
        {
            File.WriteAllText(document, right.Replace(from, to, StringComparison.Ordinal));
            Assert.Contains(told, Refused(), StringComparison.Ordinal);
        }

        File.WriteAllText(document, right);
        string table = _folder.At("parts/shard-00001-of-00003/catalogue.parquet");
        File.Copy(_folder.At("parts/shard-00002-of-00003/catalogue.parquet"), table, overwrite: true);
        Assert.Contains("or have it twice", Refused(), StringComparison.Ordinal);
        File.WriteAllText(table, "no table");
        string damaged = Refused();
        Assert.StartsWith($"'{table}' is damaged: ", damaged, StringComparison.Ordinal);
        Assert.EndsWith($"; delete the folder '{_folder.At("parts/shard-00001-of-00003")}', and import that shard again", damaged, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("merged")));
        Assert.DoesNotContain(Directory.EnumerateDirectories(_folder.Path), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_BesideAShardOfAnotherImport_IsRefusedAtOnceUntilForced()
    {
        await ImportAsync(0);
        DataFile other = _data with { Sources = [_data.Sources[1]] };
        Task<ImportResult> Beside(DataFile data, int shards, bool force) => Importer.ImportAsync(data, _folder.At("parts"), force, new Shard(1, shards), null, TestContext.Current.CancellationToken);

        Assert.Contains("is of another import: it has --shards 3, not 4; keep the shards", (await Assert.ThrowsAsync<InputException>(() => Beside(_data, 4, force: false))).Message, StringComparison.Ordinal);
        Assert.Contains("is of another import: it has another data file", (await Assert.ThrowsAsync<InputException>(() => Beside(other, Shards, force: false))).Message, StringComparison.Ordinal);
        Assert.Equal([_folder.At("parts/shard-00000-of-00003")], Directory.GetFileSystemEntries(_folder.At("parts")));
        Assert.True((await Beside(other, Shards, force: true)).Pictures > 0);
    }

    [Fact]
    public async Task Open_OfAPart_IsNoCatalogue()
    {
        await ImportAsync(0);

        Assert.Contains("is one part of an import, and no catalogue; 'honnan import --merge", Assert.Throws<InputException>(() => PictureCatalogue.Open(_folder.At("parts/shard-00000-of-00003"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c/images/zzz.jpg", "came at the end")]
    [InlineData("b/Hungary/00.jpg", "came between")]
    public async Task Run_SourcesThatChangedBetweenShards_AreRefused(string file, string what)
    {
        await ImportAsync(0);
        await ImportAsync(1);
        _folder.Write(file, DrawnPictures.Jpeg(300, 200, 40));
        File.AppendAllText(_folder.At("c/labels.csv"), "zzz.jpg,HU,1,2\n");
        await ImportAsync(2);

        Assert.True(Refused().Contains("the sources have changed between", StringComparison.Ordinal), what);
    }

    [Fact]
    public async Task Import_OnePartOfOne_AndPartsWithoutAPicture_AreMergedAsAnyOthers()
    {
        await Importer.ImportAsync(_data, _folder.At("whole"), force: false, null, TestContext.Current.CancellationToken);
        await Importer.ImportAsync(_data, _folder.At("parts"), force: false, new Shard(0, 1), null, TestContext.Current.CancellationToken);
        Merge();
        Assert.Equal(File.ReadAllBytes(_folder.At("whole/catalogue.parquet")), File.ReadAllBytes(_folder.At("merged/catalogue.parquet")));

        const int many = 97;
        long[] pictures = new long[many];
        for (int i = 0; i < many; i++)
        {
            pictures[i] = (await Importer.ImportAsync(_data, _folder.At("many"), force: false, new Shard(i, many), null, TestContext.Current.CancellationToken)).Pictures;
        }

        Assert.Contains(0, pictures);
        CatalogueMerge.Run(_folder.At("many"), _folder.At("merged"), force: true, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_folder.At("whole/catalogue.parquet")), File.ReadAllBytes(_folder.At("merged/catalogue.parquet")));
    }

    [Fact]
    public async Task Import_ShardThatAnotherProcessHas_IsRefused_AndWhatAKilledOneLeftIsClearedAway()
    {
        string left = $"parts/shard-00001-of-00003.{Guid.NewGuid():N}.part";
        _folder.Write($"{left}/catalogue.parquet", "half");
        _folder.Write($"parts/shard-00002-of-00003.{Guid.NewGuid():N}.part/catalogue.parquet", "another's");
        using (new ShardClaim(_folder.At("parts"), new Shard(0, Shards)))
        {
            Assert.Contains("another process works on shard-00000-of-00003", (await Assert.ThrowsAsync<InputException>(() => ImportAsync(0))).Message, StringComparison.Ordinal);
            await ImportAsync(1);
        }

        Assert.False(Directory.Exists(_folder.At(left)));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.At("parts")).Length);
    }

    [Fact]
    public async Task Run_Cancelled_LeavesNothing()
    {
        await Importer.ImportAsync(_data, _folder.At("parts"), force: false, new Shard(0, 1), null, TestContext.Current.CancellationToken);

        Assert.ThrowsAny<OperationCanceledException>(() => CatalogueMerge.Run(_folder.At("parts"), _folder.At("merged"), force: false, new CancellationToken(canceled: true)));
        Assert.DoesNotContain(Directory.EnumerateDirectories(_folder.Path), path => path.Contains("merged", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ImportResult> ImportAsync(int shard, bool force = false) =>
        Importer.ImportAsync(_data, _folder.At("parts"), force, new Shard(shard, Shards), null, TestContext.Current.CancellationToken);

    private ImportResult Merge() => CatalogueMerge.Run(_folder.At("parts"), _folder.At("merged"), force: false, TestContext.Current.CancellationToken);

    private string Refused() => Assert.Throws<InputException>(Merge).Message;

    private void Copy(string from, string to)
    {
        Directory.CreateDirectory(_folder.At(to));
        foreach (string file in Directory.EnumerateFiles(_folder.At(from)))
        {
            File.Copy(file, Path.Combine(_folder.At(to), Path.GetFileName(file)));
        }
    }
}
