using Honnan.Data.Sources;
using ParquetSharp;
using Xunit;

namespace Honnan.Data.Tests.Sources;

[Collection(Alone.Name)]
public sealed class ParquetSourceTests
{
    [Fact]
    public void Read_AnyRowFromManyThreads_GivesThatRowsBytes()
    {
        using var folder = new TemporaryFolder();
        byte[][] rows = [.. Enumerable.Range(0, 50).Select(i => Enumerable.Repeat((byte)i, 100 + i).ToArray())];
        ParquetDrawing.Row Row(int i) => new(rows[i], "HU", "47.5", "19.05");
        ParquetDrawing.Write(folder.At("data/train-1.parquet"), [.. Enumerable.Range(0, 7).Select(Row)], [], [.. Enumerable.Range(7, 13).Select(Row)]);
        ParquetDrawing.Write(folder.At("data/train-0.parquet"), [.. Enumerable.Range(20, 30).Select(Row)]);
        using var source = Open(folder);

        Assert.Equal(50, source.Count);
        List<SourceEntry> entries = [.. source.Entries(TestContext.Current.CancellationToken)];
        Assert.Equal("data/train-0.parquet#0", entries[0].File); // shards in ordinal order
        Assert.Equal(("data/train-1.parquet#19", "HU", "47.5", "19.05"), (entries[49].File, entries[49].Country, entries[49].Latitude, entries[49].Longitude));
        Assert.All(entries, entry => Assert.Equal(rows[Number(entry.File)], entry.Load().Span.ToArray()));
        Parallel.For(0, 200, i =>
        {
            int row = i * 31 % 50;
            string file = row < 20 ? $"data/train-1.parquet#{row}" : $"data/train-0.parquet#{row - 20}";
            Assert.Equal(rows[row], source.Read(file));
        });
    }

    [Theory]
    [InlineData("train.parquet")]
    [InlineData("train.parquet#1")]
    [InlineData("train.parquet#-1")]
    [InlineData("train.parquet#99999999999999999999")]
    [InlineData("../train.parquet#0")]
    [InlineData("/etc/passwd#0")]
    public void Read_NoSuchRow_IsRefused(string file)
    {
        using var folder = new TemporaryFolder();
        ParquetDrawing.Write(folder.At("train.parquet"), [new ParquetDrawing.Row([1], "HU", "1", "2")]);
        using var source = Open(folder);
        Assert.Throws<InputException>(() => source.Read(file));
    }

    [Fact]
    public void Entries_RowWithoutPicture_IsListedWithItsReason()
    {
        using var folder = new TemporaryFolder();
        ParquetDrawing.Write(folder.At("train.parquet"), [new ParquetDrawing.Row(null, "HU", null, null), new ParquetDrawing.Row([7], null, "1", "2")]);
        using var source = Open(folder);
        List<SourceEntry> entries = [.. source.Entries(TestContext.Current.CancellationToken)];
        Assert.Equal("the row has no picture", entries[0].Refused);
        Assert.Null(entries[1].Refused);
        Assert.Null(entries[1].Country);
        Assert.Equal([7], source.Read("train.parquet#1"));
        Assert.Throws<InputException>(() => source.Read("train.parquet#0"));
    }

    [Fact]
    public void Open_WrongSchema_NamesEveryColumn()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ParquetFileWriter(folder.At("x.parquet"), [new Column<double>("latitude"), new Column<string>("longitude")]))
        {
            writer.Close();
        }

        string message = Assert.Throws<InputException>(() => Open(folder)).Message;
        Assert.Contains("column latitude is Double, a string is wanted", message, StringComparison.Ordinal);
        Assert.Contains("there is no column image.bytes; there is no column country_iso_alpha2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedFiles_AreTheUsersError()
    {
        using var folder = new TemporaryFolder();
        ParquetDrawing.Write(folder.At("good/train.parquet"), [new ParquetDrawing.Row(new byte[2000], "HU", "1", "2")]);
        byte[] good = File.ReadAllBytes(folder.At("good/train.parquet"));
        for (int length = 0; length < good.Length; length += 97)
        {
            folder.Write("bad/train.parquet", good.AsSpan(0, length));
            Assert.Throws<InputException>(() => new ParquetSource(Settings(folder.At("bad"))));
        }
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Entries_FiveThousandDamagedFiles_AreListedOrRefusedButNeverCrash()
    {
        using var folder = new TemporaryFolder();
        ParquetDrawing.Write(folder.At("good/train.parquet"), [.. Enumerable.Range(0, 20).Select(i => new ParquetDrawing.Row(new byte[50], "HU", $"{i}", "2"))]);
        byte[] good = File.ReadAllBytes(folder.At("good/train.parquet"));
        var random = new Random(1);
        for (int trial = 0; trial < 5000; trial++)
        {
            byte[] bad = [.. good];
            for (int change = trial % 4; change >= 0; change--)
            {
                bad[random.Next(good.Length)] ^= (byte)(1 << random.Next(8));
            }

            folder.Write("bad/train.parquet", bad);
            try
            {
                using var source = new ParquetSource(Settings(folder.At("bad")));
                Assert.True(source.Entries(TestContext.Current.CancellationToken).Count() <= bad.Length);
            }
            catch (InputException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Read_FromAShardOfOneLargePage_IsQuickAfterTheFirst()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var rows = new ParquetDrawing.Row[1000];
        for (int i = 0; i < rows.Length; i++)
        {
            byte[] bytes = new byte[300_000];
            random.NextBytes(bytes);
            rows[i] = new ParquetDrawing.Row(bytes, "HU", "1", "2");
        }

        ParquetDrawing.Write(folder.At("train.parquet"), rows);
        byte[] last = rows[^1].Bytes!;
        rows = [];
        GC.Collect();
        using var source = Open(folder);
        Assert.Equal(1000, source.Entries(TestContext.Current.CancellationToken).Sum(entry =>
        {
            using PooledBytes bytes = entry.Load();
            return bytes.Span.Length / 300_000;
        }));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(last, source.Read("train.parquet#999"));
        double first = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(300_000, source.Read($"train.parquet#{i * 37 % 1000}").Length);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"first read {first:0} ms, then {watch.Elapsed.TotalMilliseconds / 1000:0.000} ms");
        Assert.True(watch.Elapsed.TotalSeconds < 10);
    }

    private static int Number(string file)
    {
        int row = int.Parse(file[(file.LastIndexOf('#') + 1)..], null);
        return file.Contains("train-1", StringComparison.Ordinal) ? row : row + 20;
    }

    private static ParquetSource Open(TemporaryFolder folder) => new(Settings(folder.Path));

    private static SourceSettings Settings(string path) => new() { Name = "a", Kind = "parquet", Path = path };
}
