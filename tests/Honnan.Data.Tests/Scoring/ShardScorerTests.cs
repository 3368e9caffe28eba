using System.Globalization;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using ParquetSharp;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

public sealed class ShardScorerTests
{
    private static readonly Shard All = new(0, 1);

    [Fact]
    public void Run_Pictures_GivesARowEachAsOtherProgramsReadIt()
    {
        using var pictures = new NamedPictures(60);

        ScoredShard scored = pictures.Score("out", All);

        Assert.Equal((60, 2, 60), (scored.Pictures, scored.Unreadable, scored.Scored));
        Assert.Equal(["shard-00000-of-00001.parquet"], pictures.Everything("out"));
        using var reader = new ParquetFileReader(scored.File);
        using RowGroupReader rows = reader.RowGroup(0);
        Assert.Equal(
            ["file", "country", "probability", "topCountries.list.item", "topProbabilities.list.item", "latitude", "longitude", "known", "error"],
            Enumerable.Range(0, 9).Select(i => reader.FileMetaData.Schema.Column(i).Path.ToDotString()));
        Assert.Equal("x.parquet#3", Column<string>(rows, 0)[3]);
        Assert.Equal(["ZA", "JP"], Column<string[]>(rows, 3)[1]); // weights 2, 3, 4: the likeliest first
        Assert.Equal([0.444444, 0.333333], Column<double[]>(rows, 4)[1]);
        Assert.Equal(("ZA", 0.444444), (Column<string>(rows, 1)[1], Column<double?>(rows, 2)[1]));
        Assert.Equal(3, Column<double?>(rows, 6)[1]);
        Assert.Equal(false, Column<bool?>(rows, 7)[1]);
        Assert.Equal((null, "empty"), (Column<string>(rows, 1)[7], Column<string>(rows, 8)[7]));
        Assert.Empty(Column<string[]>(rows, 3)[7]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(255, 0)]
    [InlineData(300, 256)]
    [InlineData(1024, 1024)]
    [InlineData(1500, 1280)]
    public void Run_AfterAnInterruption_GoesOnAndGivesTheSameBytes(int after, int kept)
    {
        using var pictures = new NamedPictures(1600);
        pictures.Score("whole", All);

        Assert.Throws<OperationCanceledException>(() => pictures.Score("out", All, interruptedAfter: after));
        ScoredShard scored = pictures.Score("out", All);

        Assert.Equal(1600 - kept, pictures.Asked);
        Assert.Equal(1600 - kept, scored.Scored);
        AssertSame(pictures);
    }

    [Fact]
    public void Run_AfterProcessesThatWereGone_GoesOnAndGivesTheSameBytes()
    {
        using var pictures = new NamedPictures(2200);
        pictures.Score("whole", All);

        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, goneAfter: 1100));
        pictures.Write("out/shard-00000-of-00001.parts/rows-000000001024.parquet.0123.part", "half a file");
        pictures.Write("out/shard-00000-of-00001.parquet.0123.part", "half a file");
        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, goneAfter: 1025));
        pictures.Score("out", All);

        Assert.Equal(2200 - 2048, pictures.Asked);
        AssertSame(pictures);
    }

    [Fact]
    public void Run_ShardThatIsThere_IsNotMadeAgain()
    {
        using var pictures = new NamedPictures(100);
        ScoredShard first = pictures.Score("out", All);
        pictures.Write("out/shard-00000-of-00001.parts/rows-000000000000.parquet", "left by a process that was killed when it had all but done");

        ScoredShard second = pictures.Score("out", All);

        Assert.Equal((0, 0), (pictures.Asked, second.Scored));
        Assert.Equal((first.Pictures, first.Unreadable), (second.Pictures, second.Unreadable));
        Assert.Equal(["shard-00000-of-00001.parquet"], pictures.Everything("out"));
    }

    [Theory]
    [InlineData("another model", "other", 2)]
    [InlineData("--top 2, not 3", "m", 3)]
    public void Run_OtherModelOrSettings_IsRefusedUntilForced(string told, string model, int top)
    {
        using var pictures = new NamedPictures(1100);
        Assert.Throws<InvalidOperationException>(() => pictures.Score("begun", All, goneAfter: 1050));
        pictures.Score("done", All);

        foreach (string folder in (string[])["begun", "done"])
        {
            string[] before = pictures.Everything(folder);
            Assert.Contains(told, Assert.Throws<InputException>(() => pictures.Score(folder, All, model: model, top: top)).Message, StringComparison.Ordinal);
            Assert.Equal(before, pictures.Everything(folder));
            Assert.Equal(1100, pictures.Score(folder, All, model: model, top: top, force: true).Scored);
        }
    }

    [Theory]
    [InlineData("m")]
    [InlineData("other")]
    public void Run_ForcedAndGone_GoesOnWithoutForceAndHasNoOldRow(string model)
    {
        using var pictures = new NamedPictures(1600);
        pictures.Score("whole", All, model: model);
        pictures.Score("out", All, top: 1);
        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, model: model, force: true, goneAfter: 1050));

        ScoredShard scored = pictures.Score("out", All, model: model);

        Assert.Equal((1600 - 1024, 1600 - 1024), (pictures.Asked, scored.Scored));
        AssertSame(pictures);
    }

    [Fact]
    public void Run_ForcedAndGoneBeforeAnyPart_BeginsAnew()
    {
        using var pictures = new NamedPictures(300);
        pictures.Score("out", All);
        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, force: true, goneAfter: 50));

        Assert.Equal(300, pictures.Score("out", All).Scored);
    }

    [Fact]
    public void Run_ParquetWithoutARow_IsRefused()
    {
        using var pictures = new NamedPictures(0);

        Assert.Equal($"input '{pictures.At("in")}' holds no picture", Assert.Throws<InputException>(() => pictures.Score("out", All)).Message);
    }

    [Fact]
    public void Run_OtherNames_AreToldFromOtherNumbers()
    {
        using var pictures = new NamedPictures(1);
        pictures.Write("a/1.jpg", "1");
        pictures.Write("b/2.jpg", "2");
        pictures.Score("out", All, input: "a");

        Assert.Contains("other pictures (as many, 1, by other names)", Assert.Throws<InputException>(() => pictures.Score("out", All, input: "b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherPictures_IsRefused()
    {
        using var pictures = new NamedPictures(1100);
        Assert.Throws<InvalidOperationException>(() => pictures.Score("out", All, goneAfter: 1050));
        pictures.Draw(1101);

        Assert.Contains("other pictures (1100 of them, not 1101", Assert.Throws<InputException>(() => pictures.Score("out", All)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShardThatAnotherProcessHas_MayPass()
    {
        using var pictures = new NamedPictures(10);
        using var input = ScoreInput.Open(pictures.At("in"));
        using var other = new ShardParts(new LocalFiles(pictures.At("out")), new ScoreIdentity { Model = "m", Top = 2, Shards = 1 }, All, force: false, TestContext.Current.CancellationToken);

        StoreException error = Assert.Throws<StoreException>(() => pictures.Score("out", All));

        Assert.Contains("another process works on the same shard", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
    }

    [Fact]
    public void Run_FinishedShardWhosePartsAnotherProcessHas_MayPass()
    {
        using var pictures = new NamedPictures(10);
        pictures.Score("out", All);
        using IDisposable other = new LocalFiles(pictures.At("out")).Claim(ShardParts.FolderOf(All), ShardParts.FileOf(All));

        Assert.True(Assert.Throws<StoreException>(() => pictures.Score("out", All)).MayPass);
    }

    [Fact]
    public void Run_FolderThatCannotBeWritten_IsRefused()
    {
        using var pictures = new NamedPictures(10);
        pictures.Write("out/shard-00000-of-00001.parts", "a file in the folder's place");

        Assert.Contains("shard-00000-of-00001.parts' cannot be written: ", Assert.Throws<InputException>(() => pictures.Score("out", All)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in2", "")] // a folder
    [InlineData("in2/list.txt", "")]
    [InlineData("in2/list.csv", "file\n")]
    [InlineData("in2", "mounted")] // a folder that stays, empty
    [InlineData("in", "")] // of Parquet
    public void Run_InputThatIsGoneInTheMiddle_EndsAndGoesOnWithoutAnErroneousRow(string input, string kind)
    {
        using var pictures = new NamedPictures(600);
        string[] names = [.. Enumerable.Range(0, 600).Select(i => $"{i:000}.jpg")];
        foreach (string name in names)
        {
            pictures.Write($"in2/{name}", $"{int.Parse(name[..3], CultureInfo.InvariantCulture)}");
        }

        if (input.Contains('.', StringComparison.Ordinal))
        {
            pictures.Write(input, kind + string.Join('\n', names));
        }

        string folder = pictures.At(input.Split('/')[0]);
        pictures.Asking = asked =>
        {
            if (asked == 300)
            {
                Directory.Move(folder, pictures.At("away"));
                if (kind == "mounted")
                {
                    Directory.CreateDirectory(folder);
                }
            }
        };

        StoreException error = Assert.Throws<StoreException>(() => pictures.Score("out", All, input: input));

        Assert.StartsWith($"input '{pictures.At(input)}' is no longer there", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
        pictures.Asking = _ => { };
        if (kind == "mounted")
        {
            Directory.Delete(folder);
        }

        Directory.Move(pictures.At("away"), folder);
        ScoredShard scored = pictures.Score("out", All, input: input);
        Assert.Equal((600, input == "in" ? 12 : 0), (scored.Pictures, scored.Unreadable));
        Assert.Equal(600 - 256, scored.Scored);
    }

    [Fact]
    public void Run_PicturesThatAreGone_AreRows()
    {
        using var pictures = new NamedPictures(1);
        foreach (int i in Enumerable.Range(0, 10))
        {
            pictures.Write($"in2/{i}.jpg", "1");
        }

        pictures.Asking = asked => File.Delete(pictures.At($"in2/{Math.Min(asked, 8)}.jpg"));

        ScoredShard scored = pictures.Score("out", All, input: "in2");
        Assert.Equal((10, 9), (scored.Pictures, scored.Unreadable));
    }

    [Fact]
    public void Run_ShardWithoutPictures_IsAnEmptyFile()
    {
        using var pictures = new NamedPictures(1);
        int other = 1 - Shard.IndexOf("x.parquet#0", 2);

        Assert.Equal(0, pictures.Score("out", new Shard(other, 2)).Pictures);
        Assert.Equal(1, pictures.Score("out", new Shard(1 - other, 2)).Pictures);
        Assert.Equal(1, pictures.Merge("out").Pictures);
    }

    private static T[] Column<T>(RowGroupReader rows, int index)
    {
        using ColumnReader column = rows.Column(index);
        using LogicalColumnReader<T> reader = column.LogicalReader<T>();
        return reader.ReadAll((int)rows.MetaData.NumRows);
    }

    private static void AssertSame(NamedPictures pictures)
    {
        Assert.Equal(pictures.Everything("whole"), pictures.Everything("out"));
        Assert.Equal(File.ReadAllBytes(pictures.At("whole/shard-00000-of-00001.parquet")), File.ReadAllBytes(pictures.At("out/shard-00000-of-00001.parquet")));
    }
}
