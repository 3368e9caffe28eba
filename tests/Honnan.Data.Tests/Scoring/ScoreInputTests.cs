using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Sources;
using ParquetSharp;
using ParquetSharp.Schema;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

public sealed class ScoreInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_Folder_GivesThePicturesBelowInOrderOfNames()
    {
        _folder.Write("in/b.PNG", "2");
        _folder.Write("in/a/z.jpg", "1");
        _folder.Write("in/.hidden.jpg", "0");
        _folder.Write("in/notes.txt", "0");
        _folder.Write("in/lost+found/1.jpg", "0"); // of a volume that is mounted there
        _folder.Write("in/a/lost+found/1.jpg", "0");

        Assert.Equal(["a/z.jpg=1", "b.PNG=2"], Read("in"));
    }

    [Fact]
    public void Open_FolderWithParquetBesidePictures_SaysThatTheseAreLeftOut()
    {
        _folder.Write("in/a.jpg", "1");
        ParquetDrawing.Write(_folder.At("in/x.parquet"), [Row("2")]);

        using var input = ScoreInput.Open(_folder.At("in"));

        Assert.Contains("1 Parquet file", input.Remark, StringComparison.Ordinal);
        Assert.Equal(["a.jpg"], input.Names(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("in", "in/y.parquet#0", "in/y.parquet#1", "x.parquet#0", "x.parquet#1", "x.parquet#2")]
    [InlineData("in/x.parquet", "x.parquet#0", "x.parquet#1", "x.parquet#2")]
    public void Open_Parquet_GivesEveryRow(string path, params string[] names)
    {
        ParquetDrawing.Write(_folder.At("in/x.parquet"), [Row("0"), Row(null)], [Row("2")]);
        ParquetDrawing.Write(_folder.At("in/in/y.parquet"), [Row("3"), Row("4")]);

        string[] read = Read(path);

        Assert.Equal(names, read.Select(line => line.Split('=')[0]));
        Assert.Contains("x.parquet#1=the row has no picture", read);
        Assert.Contains("x.parquet#2=2", read);
    }

    [Fact]
    public void Open_ParquetWithoutLabels_IsRead()
    {
        using (LogicalType none = LogicalType.None())
        using (var bytes = new PrimitiveNode("bytes", Repetition.Required, none, PhysicalType.ByteArray))
        using (var image = new GroupNode("image", Repetition.Required, [bytes]))
        using (var schema = new GroupNode("schema", Repetition.Required, [image]))
        using (WriterProperties properties = WriterProperties.GetDefaultWriterProperties())
        using (var writer = new ParquetFileWriter(_folder.At("plain.parquet"), schema, properties))
        {
            writer.Close();
        }

        Assert.Empty(Read("plain.parquet"));
    }

    /// <summary>What a line without a name is called may be another line's name.</summary>
    [Theory]
    [InlineData("list.txt", "line 2\n@\na.jpg\na.jpg\na.jpg (line 4)\n")]
    [InlineData("list.csv", "file\nline 3\n@\na.jpg\na.jpg\na.jpg (line 5)\n")]
    public void Open_ListWhoseNamesMeetMadeUpOnes_GivesEachLineANameOfItsOwn(string name, string text)
    {
        _folder.Write($"in/{name}", text.Replace("@", new string('x', 5000), StringComparison.Ordinal));

        using var input = ScoreInput.Open(_folder.At($"in/{name}"));
        string[] names = [.. input.Names(TestContext.Current.CancellationToken)];

        Assert.Equal(5, names.Length);
        Assert.Distinct(names);
    }

    [Fact]
    public void Open_FolderOfNamesWithBackslashes_KeepsThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there it parts folders");
        _folder.Write("in/a\\b.jpg", "1");
        _folder.Write("in/a/b.jpg", "2");

        Assert.Equal(["a/b.jpg=2", "a\\b.jpg=1"], Read("in"));
    }

    [Theory]
    [InlineData("list.txt", "a.jpg\r\n\n  sub/b.jpg  \na.jpg\nmissing.jpg\n")]
    [InlineData("list.csv", "file\na.jpg\nsub/b.jpg\na.jpg\nmissing.jpg\n")]
    [InlineData("list.tsv", "country\tfile\nHU\ta.jpg\n\tsub/b.jpg\n\ta.jpg\n\tmissing.jpg\n")]
    [InlineData("list.jsonl", "{\"file\":\"a.jpg\"}\n{\"file\":\"sub/b.jpg\"}\n{\"file\":\"a.jpg\"}\n{\"file\":\"missing.jpg\"}\n")]
    public void Open_List_GivesItsFilesFromBesideItAndEachOnce(string name, string text)
    {
        _folder.Write("in/a.jpg", "1");
        _folder.Write("in/sub/b.jpg", "2");
        _folder.Write($"in/{name}", text);

        string[] read = Read($"in/{name}");

        Assert.Equal(["a.jpg=1", "sub/b.jpg=2"], read[..2]);
        Assert.Contains("listed before", read[2], StringComparison.Ordinal);
        Assert.Equal("missing.jpg=no such file", read[3]);
    }

    [Fact]
    public void Open_ListOfAbsolutePaths_ReadsThemWhereverTheyLie()
    {
        string picture = _folder.Write("elsewhere/a.jpg", "1");

        _folder.Write("in/list", picture + "\n");

        Assert.Equal([$"{picture}=1"], Read("in/list"));
    }

    [Theory]
    [InlineData("nowhere", "no input")]
    [InlineData("a.jpg", "is one picture")]
    [InlineData("empty.txt", "names no picture")]
    [InlineData("model.onnx", "is no list")]
    [InlineData("notes", "holds no picture")]
    [InlineData("broken.parquet", "cannot be read as Parquet")]
    [InlineData("names.csv", "no column file")]
    public void Open_SomethingElse_IsRefused(string name, string told)
    {
        _folder.Write("a.jpg", "1");
        _folder.Write("empty.txt", "\n \n");
        _folder.Write("model.onnx", "\b\0\0x\n");
        _folder.Write("notes/notes.txt", "1");
        _folder.Write("broken.parquet", "PAR1");
        _folder.Write("names.csv", "name\na.jpg\n");

        Assert.Contains(told, Assert.Throws<InputException>(() => ScoreInput.Open(_folder.At(name))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ParquetDrawing.Row Row(string? text) => new(text is null ? null : System.Text.Encoding.UTF8.GetBytes(text), "HU", null, null);

    /// <summary>Every picture's name, and what it holds or why it cannot be read; both ways of walking agree.</summary>
    private string[] Read(string name)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var input = ScoreInput.Open(_folder.At(name));
        string[] read = [.. input.Pictures(_ => true, stop).Select(picture => $"{picture.Name}={Text(picture)}")];
        Assert.Equal(input.Names(stop), read.Select(line => line.Split('=')[0]));
        Assert.Equal(
            input.Names(stop).Where(new Shard(1, 2).Holds), // a shard alone walks the same way
            input.Pictures(new Shard(1, 2).Holds, stop).Select(picture => picture.Name));
        return read;
    }

    private static string Text(ScoredPicture picture)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(picture.Read());
        }
        catch (InputException error)
        {
            return error.Message;
        }
    }
}
