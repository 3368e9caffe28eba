using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Sources;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class ImporterTests
{
    [Fact]
    public async Task Import_EveryKindOfBadPicture_IsListedWithItsReason()
    {
        using var folder = new TemporaryFolder();
        byte[] jpeg = DrawnPictures.Jpeg(300, 200, 1);
        folder.Write("b/Hungary/good.jpg", jpeg);
        folder.Write("b/Hungary/empty.jpg", []);
        folder.Write("b/Hungary/cut.jpg", jpeg.AsSpan(0, jpeg.Length - 30));
        folder.Write("b/Hungary/small.jpeg", DrawnPictures.Jpeg(299, 200, 2));
        folder.Write("b/Hungary/text.png", "not a picture");
        folder.Write("b/Hungary/notes.txt", "x");
        folder.Write("b/Hungary/.DS_Store", "x");
        folder.Write("b/Hungray/lost.jpg", jpeg);
        folder.Write("c/images/1.jpg", DrawnPictures.Jpeg(50, 40, 3));
        folder.Write("c/labels.csv", "file,country,latitude,longitude\n1.jpg,hu,\"1,5\",2\nimages/1.jpg,Deutschland,nan,0\n2.jpg,HU,1,2\nimages/./1.jpg,HU,91,0\nimages//1.jpg,HU,,\n");
        ParquetDrawing.Write(folder.At("a/data/train.parquet"), [new ParquetDrawing.Row(jpeg, "HU", "47.5", "19.05"), new ParquetDrawing.Row(null, "HU", "1", "1")], [new ParquetDrawing.Row([], "HU", "1", "1"), new ParquetDrawing.Row(jpeg, "hu", null, null)]);
        DataFile data = Read(folder);

        ImportResult result = await Importer.ImportAsync(data, folder.At("out"), force: false, null, TestContext.Current.CancellationToken);

        var catalogue = PictureCatalogue.Open(folder.At("out"));
        Assert.Equal(
            [
                "a/data/train.parquet#0: ", "a/data/train.parquet#1: the row has no picture", "a/data/train.parquet#2: empty file", "a/data/train.parquet#3: ",
                "b/Hungary/cut.jpg: truncated JPEG", "b/Hungary/empty.jpg: empty file", "b/Hungary/good.jpg: ", "b/Hungary/notes.txt: not a jpg, jpeg, png or webp file",
                "b/Hungary/small.jpeg: wrong size 299x200, expected 300x200", "b/Hungary/text.png: not a picture (JPEG, PNG or WebP)",
                "b/Hungray/lost.jpg: unknown country 'Hungray'; did you mean 'Hungary'?",
                "c/1.jpg: ", "c/images/1.jpg: unknown country 'Deutschland'", "c/2.jpg: no such file", "c/images/./1.jpg: ", "c/images//1.jpg: ",
            ],
            catalogue.Pictures.Select(p => $"{p.Address.Source}/{p.Address.File}: {p.Refused}"));
        Assert.Equal(10 + 1, File.ReadAllLines(folder.At("out/quarantine.csv")).Length);
        Assert.Equal("source,file,reason", File.ReadLines(folder.At("out/quarantine.csv")).First());

        CataloguePicture first = catalogue.Pictures[0];
        Assert.Equal((300, 200, jpeg.Length), (first.Size.Width, first.Size.Height, (int)first.ByteLength));
        Assert.Equal((47.5, 19.05), (first.Point!.Value.Latitude, first.Point.Value.Longitude));
        Assert.Equal(first.Sha256, catalogue.Pictures[3].Sha256);
        SourceImport labels = result.Sources[2];
        Assert.Equal((5, 3, 2, 1), (labels.Pictures, labels.Usable, labels.UnreadableCoordinates, labels.WithoutCoordinates));
        Assert.Equal(["1.jpg: 1,5, 2", "images/./1.jpg: 91, 0"], labels.UnreadableCoordinateFiles);
        using PictureStore store = catalogue.OpenPictures();
        Assert.Equal(jpeg, store.Read(new PictureAddress("b", "Hungary/good.jpg")));
        Assert.Throws<InputException>(() => store.Read(new PictureAddress("b", "../data.json")));
        Assert.Throws<InputException>(() => store.Read(new PictureAddress("d", "x")));
    }

    [Fact]
    public async Task Import_Cancelled_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("c/labels.csv", "file,country\n");
        ParquetDrawing.Write(folder.At("a/train.parquet"), [new ParquetDrawing.Row([], "HU", "1", "1")]);
        for (int i = 0; i < 300; i++)
        {
            folder.Write($"b/Hungary/{i}.jpg", [1]);
        }

        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Importer.ImportAsync(Read(folder), folder.At("out"), force: false, new Stop(cancel), cancel.Token));
        Assert.Equal(["a", "b", "c", "data.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_Twice_WritesTheSameBytes_AndKeepsAnExistingResult()
    {
        using var folder = new TemporaryFolder();
        folder.Write("c/labels.csv", "file,country\n");
        ParquetDrawing.Write(folder.At("a/train.parquet"), [.. Enumerable.Range(0, 40).Select(i => new ParquetDrawing.Row(DrawnPictures.Jpeg(200 + i, 100, i), "HU", "1", "1"))]);
        Directory.CreateDirectory(folder.At("b"));
        CancellationToken token = TestContext.Current.CancellationToken;
        await Importer.ImportAsync(Read(folder), folder.At("one"), force: false, null, token);
        await Importer.ImportAsync(Read(folder), folder.At("two"), force: false, null, token);
        Assert.Equal(await File.ReadAllBytesAsync(folder.At("one/catalogue.parquet"), token), await File.ReadAllBytesAsync(folder.At("two/catalogue.parquet"), token));
        await Assert.ThrowsAsync<InputException>(() => Importer.ImportAsync(Read(folder), folder.At("one"), force: false, null, token));
        await Importer.ImportAsync(Read(folder), folder.At("one"), force: true, null, token);
    }

    private static DataFile Read(TemporaryFolder folder) => DataFile.Read(folder.Write("data.json", """
        { "sources": [ { "name": "a", "kind": "parquet", "path": "a" }, { "name": "b", "kind": "folders", "path": "b", "size": "300x200" }, { "name": "c", "kind": "csv", "path": "c/labels.csv" } ],
          "vocabulary": { "from": ["a"] } }
        """));

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => cancel.Cancel();
    }
}
