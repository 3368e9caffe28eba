using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using ParquetSharp;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class OtherLabelsTests
{
    private static readonly bool[] Yes = [true];

    [Fact]
    public void Entries_JsonLines_AreReadAndBrokenLinesListed()
    {
        using var folder = new TemporaryFolder();
        using IPictureSource source = Open("jsonl", folder.Write("labels.jsonl", """
            {"file":"a.jpg","country":"HU","latitude":47.5,"longitude":"19.05","note":{}}

            {"country":"HU"}
            [1]
            {"file":"b.jpg","country":null,"latitude":47.5,"longitude":19
            {"file":"b.jpg","country":null,"latitude":1e1,"longitude":-19}
            {"file":"a.jpg","country":"RO"}
            {"file":"\ud800.jpg","country":"RO"}
            """));
        Assert.Equal(
            [
                "a.jpg HU 47.5 19.05 ", "line 3 HU   no file name", "line 4    not a JSON object", "line 5    not a JSON object",
                "b.jpg  1e1 -19 ", "a.jpg (line 7) RO   listed before in the same labels file", "line 8    not a JSON object",
            ],
            Listed(source));
        Assert.Equal(7, source.Count);
    }

    [Fact]
    public void Entries_LineOfAnyLength_IsListedWithoutHoldingIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("labels.jsonl", "");
        using (StreamWriter writer = File.CreateText(path))
        {
            string letters = new('x', 1 << 20);
            for (int i = 0; i < 48; i++)
            {
                writer.Write(letters);
            }

            writer.Write("\n{\"file\":\"a.jpg\",\"country\":\"HU\"}\n");
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using IPictureSource source = Open("jsonl", path);
        Assert.Equal(2, source.Count);
        Assert.Equal(["line 1    longer than 1048576 characters", "a.jpg HU   "], Listed(source));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 << 20); // the line has 48 MiB as bytes, 96 as characters
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("parquet-labels")]
    public async Task Import_LabelsThatCannotBeRead_TellsOfTheSourceNotOfTheOutput(string kind)
    {
        using var folder = new TemporaryFolder();
        string labels = folder.At("labels");
        Directory.CreateDirectory(labels); // opening a folder as a file fails for root too
        var data = new DataFile { Sources = [new SourceSettings { Name = "x", Kind = kind, Path = labels }], Vocabulary = new VocabularySettings { From = ["x"] } };
        string message = (await Assert.ThrowsAsync<InputException>(() => Importer.ImportAsync(data, folder.At("out"), force: false, null, TestContext.Current.CancellationToken))).Message;
        Assert.StartsWith($"source 'x': cannot read '{labels}': ", message, StringComparison.Ordinal);
        Assert.Equal([labels], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Import_RowsThatCannotBeRead_NameSourceAndFile()
    {
        using var folder = new TemporaryFolder();
        Write(folder.At("b.parquet"), new Column<string?>("country"), new Column<bool>("latitude"), (["HU"], Yes));
        DataFile data = DataFile.Read(folder.Write("data.json", """{ "sources": [ { "name": "x", "kind": "parquet-labels", "path": "b.parquet" } ], "vocabulary": { "from": ["x"] } }"""));
        Assert.Equal(
            $"source 'x': '{folder.At("b.parquet")}': column latitude holds Boolean, a text or a number is wanted",
            (await Assert.ThrowsAsync<InputException>(() => Importer.ImportAsync(data, folder.At("out"), force: false, null, TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public void Open_LabelsInAPipe_AreRefusedUnread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are told from files as Linux has it");
        string message = Assert.Throws<InputException>(() => Open("jsonl", "/dev/zero")).Message;
        Assert.Equal("source 'x': '/dev/zero' is a device, not a file", message);
    }

    [Fact]
    public void Entries_ParquetLabels_AreReadWithTextsOrNumbers()
    {
        using var folder = new TemporaryFolder();
        Write(folder.At("numbers.parquet"), new Column<string?>("Country"), new Column<double?>("latitude"), (["HU", null, "RO"], new double?[] { 47.5, 10, null }));
        Write(folder.At("texts.parquet"), new Column<string?>("country"), new Column<string?>("latitude"), (["HU", null, "RO"], new[] { "47.5", "nan", null }));
        using IPictureSource numbers = Open("parquet-labels", folder.At("numbers.parquet"));
        Assert.Equal(["0.jpg HU 47.5  ", "1.jpg  10  ", "2.jpg RO   "], Listed(numbers));
        Assert.Equal(3, numbers.Count);
        using IPictureSource texts = Open("parquet-labels", folder.At("texts.parquet"));
        Assert.Equal(["0.jpg HU 47.5  ", "1.jpg  nan  ", "2.jpg RO   "], Listed(texts));
    }

    [Fact]
    public void Open_ParquetLabelsOfAnotherSchema_SaysWhatIsWanted()
    {
        using var folder = new TemporaryFolder();
        Write(folder.At("a.parquet"), new Column<string?>("land"), new Column<bool>("latitude"), (["HU"], Yes));
        Assert.EndsWith("no column country (or latitude and longitude); file, country[, latitude, longitude] are wanted", Error(folder.At("a.parquet")), StringComparison.Ordinal);
        Write(folder.At("b.parquet"), new Column<string?>("country"), new Column<bool>("latitude"), (["HU"], Yes));
        using IPictureSource wrong = Open("parquet-labels", folder.At("b.parquet"));
        Assert.Equal($"'{folder.At("b.parquet")}': column latitude holds Boolean, a text or a number is wanted", Assert.Throws<InputException>(() => Listed(wrong)).Message);
        Assert.StartsWith("source 'x': cannot read '", Error(folder.Write("c.parquet", "PAR1 is not enough")), StringComparison.Ordinal);

        static string Error(string path) => Assert.Throws<InputException>(() => Open("parquet-labels", path)).Message;
    }

    [Fact]
    public async Task Import_CoordinatesWithoutACountry_FindIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jpg", DrawnPictures.Jpeg(50, 40, 3));
        folder.Write("images/2.jpg", DrawnPictures.Jpeg(50, 40, 4));
        folder.Write("3.jpg", DrawnPictures.Jpeg(50, 40, 5));
        folder.Write("labels.csv", "file,latitude,longitude\n1.jpg,47.4979,19.0402\n2.jpg,22.3193,114.1694\n3.jpg,0,-30\n");
        DataFile data = DataFile.Read(folder.Write("data.json", """{ "sources": [ { "name": "x", "kind": "csv", "path": "labels.csv" } ], "vocabulary": { "from": ["x"] } }"""));
        await Importer.ImportAsync(data, folder.At("out"), force: false, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["HU ", "HK ", " no country within 20 km of its coordinates"],
            PictureCatalogue.Open(folder.At("out")).Pictures.Select(p => $"{p.Country} {p.Refused}"));
    }

    private static IPictureSource Open(string kind, string path) => SourceKinds.Open(new SourceSettings { Name = "x", Kind = kind, Path = path });

    private static IEnumerable<string> Listed(IPictureSource source) =>
        [.. source.Entries(TestContext.Current.CancellationToken).Select(e => $"{e.File} {e.Country} {e.Latitude} {e.Longitude} {e.Refused}")];

    private static void Write<T>(string path, Column country, Column latitude, (string?[] Countries, T[] Latitudes) rows)
    {
        using var writer = new ParquetFileWriter(path, [new Column<string>("file"), country, latitude]);
        using RowGroupWriter group = writer.AppendRowGroup();
        using (LogicalColumnWriter<string> column = group.NextColumn().LogicalWriter<string>())
        {
            column.WriteBatch([.. Enumerable.Range(0, rows.Countries.Length).Select(i => $"{i}.jpg")]);
        }

        using (LogicalColumnWriter<string?> column = group.NextColumn().LogicalWriter<string?>())
        {
            column.WriteBatch(rows.Countries);
        }

        using (LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>())
        {
            column.WriteBatch(rows.Latitudes);
        }

        group.Close();
        writer.Close();
    }
}
