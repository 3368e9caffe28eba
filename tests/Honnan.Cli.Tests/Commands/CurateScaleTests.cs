using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Honnan.Data.Geography;
using ParquetSharp;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Curating catalogues of millions of pictures: in a process of its own, so that its memory is nobody else's.</summary>
[Trait("Category", "long")]
public sealed class CurateScaleTests
{
    private const int Rows = 5_000_000;
    private const int GroupRows = 16384;

    // By default 372,000 stay, 3,000 of each country; in the other case all but copies do.
    [Theory]
    [InlineData("""{ "copies": { "compare": false } }""")]
    [InlineData("""{ "copies": { "compare": false }, "thinning": { "compromise": 1, "cap": 100000000 } }""")]
    public void Curate_FiveMillionRows_TakesUnderFiveMinutesAndTwoGibibytes(string options)
    {
        using var folder = new TemporaryFolder();
        Draw(folder);
        string config = folder.Write("curate.json", options);
        var clock = Stopwatch.StartNew();

        using HonnanProcess process = HonnanProcess.Start("curate", folder.At("catalogue"), "-o", folder.At("selection"), "--config", config);
        Finished curated = process.Wait(minutes: 30).Done();

        TestContext.Current.TestOutputHelper!.WriteLine($"{clock.Elapsed.TotalSeconds:0} s, {curated.ProcessorSeconds:0} s of one core, {curated.PeakMebibytes:0} MiB\n{curated.Output}");
        Assert.Equal(1 + Rows, Lines(folder.At("selection/kept.csv")) + Lines(folder.At("selection/dropped.csv")) - 1);
        Assert.InRange(curated.ProcessorSeconds, 0, 5 * 60); // of one core: other work on the machine does not count
        Assert.InRange(curated.PeakMebibytes, 0, 2048);
    }

    private static int Lines(string path) => File.ReadLines(path).Count();

    /// <summary>A catalogue of 124 countries, skewed, with coordinates for four in five and a thirtieth of copies of the same bytes; without fingerprints.</summary>
    private static void Draw(TemporaryFolder folder)
    {
        folder.Write("catalogue/sources.json", """
            { "sources": [ { "name": "a", "kind": "folders", "path": "/none/a" }, { "name": "b", "kind": "folders", "path": "/none/b" } ], "vocabulary": { "from": ["a", "b"] } }
            """);
        Column[] columns =
        [
            new Column<string>("source"), new Column<string>("file"), new Column<string>("country"), new Column<double?>("latitude"), new Column<double?>("longitude"),
            new Column<int>("width"), new Column<int>("height"), new Column<long>("byteLength"), new Column<string>("sha256"), new Column<string>("refused"),
            .. Measures.Select(name => new Column<float?>(name)), new Column<byte[]>("fingerprint"),
        ];
        var random = new Random(7);
        using var writer = new ParquetFileWriter(folder.At("catalogue/catalogue.parquet"), columns, Compression.Zstd);
        for (int start = 0; start < Rows; start += GroupRows)
        {
            WriteGroup(writer, random, start, Math.Min(GroupRows, Rows - start));
        }

        writer.Close();
    }

    private static readonly string[] Measures = ["luminance", "contrast", "entropy", "sharpness", "colourfulness", "edgeDensity", "asphalt", "blank", "indoor"];

    private static void WriteGroup(ParquetFileWriter writer, Random random, int start, int count)
    {
        int[] countries = [.. Enumerable.Range(0, count).Select(_ => (int)(124 * Math.Pow(random.NextDouble(), 2)))];
        bool[] known = [.. countries.Select(_ => random.Next(5) > 0)];
        using RowGroupWriter group = writer.AppendRowGroup();
        void Write<T>(Func<int, T> value)
        {
            using ColumnWriter column = group.NextColumn();
            using LogicalColumnWriter<T> values = column.LogicalWriter<T>();
            values.WriteBatch([.. Enumerable.Range(0, count).Select(value)]);
        }

        string Code(int i) => Countries.All[countries[i]].Code.ToString();
        Write(_ => random.Next(2) == 0 ? "a" : "b");
        Write(i => string.Create(CultureInfo.InvariantCulture, $"{Code(i)}/street_{start + i:0000000}.jpg"));
        Write(Code);
        Write<double?>(i => known[i] ? -60 + countries[i] + (random.NextDouble() * 8) : null);
        Write<double?>(i => known[i] ? -150 + (2.3 * countries[i]) + (random.NextDouble() * 8) : null);
        Write(_ => 1536);
        Write(_ => 662);
        Write(_ => 100_000L + random.Next(100_000));
        Write(i => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            random.Next(30) == 0 ? $"copy {countries[i]} {random.Next(Rows / 1000)}" : $"{start + i}"))));
        Write<string>(_ => null!);
        float[] scales = [200, 80, 8, 2000, 40, 0.2f, 1, 0.7f, 1];
        foreach (float scale in scales)
        {
            Write<float?>(_ => scale * (float)random.NextDouble());
        }

        Write<byte[]>(_ => null!);
    }
}
