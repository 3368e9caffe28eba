using System.Text;
using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Bulk prediction as scripts and schedulers use it: real processes, one of them killed.</summary>
[Trait("Category", "end-to-end")]
public sealed class ScoreCommandTests(TrainedRun run) : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const string Whole = "shard-00000-of-00001.parquet";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Score_Folder_SaysWhatPredictSaysWithAnErrorForTheBrokenPicture()
    {
        string model = Export();
        JsonElement[] expected = [.. HonnanProcess.Run("predict", run.At("pictures/images"), "--model", model, "--top", "2", "--json").Done().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

        JsonElement told = HonnanProcess.Run("score", run.At("pictures/images"), "--model", model, "--top", "2", "-o", _folder.At("scores"), "--json").Json();

        Assert.Equal((61, 1), (told.GetProperty("pictures").GetInt32(), told.GetProperty("unreadable").GetInt32()));
        IReadOnlyList<ScoredRow> rows = ScoredRow.Read(told.GetProperty("file").GetString()!);
        Assert.Equal(61, rows.Count);
        Assert.All(expected.Zip(rows), pair =>
        {
            Assert.EndsWith("/" + pair.Second.File, pair.First.GetProperty("file").GetString(), StringComparison.Ordinal);
            Assert.Equal(pair.First.GetProperty("country").GetString(), pair.Second.Country);
            Assert.Equal(pair.First.GetProperty("error").GetString(), pair.Second.Error);
            Assert.Equal(pair.First.GetProperty("top").EnumerateArray().Select(t => t.GetProperty("probability").GetDouble()), pair.Second.Top, Near);
        });
    }

    [Fact]
    public void Score_ByTheRun_SaysWhatTheExportedFileSays()
    {
        HonnanProcess.Run("score", run.Labels, "--model", run.Model, "--precision", "float32", "-o", _folder.At("run")).Done();
        HonnanProcess.Run("score", run.Labels, "--model", Export(), "-o", _folder.At("file")).Done();

        Assert.All(ScoredRow.Read(_folder.At($"run/{Whole}")).Zip(ScoredRow.Read(_folder.At($"file/{Whole}"))), pair =>
        {
            Assert.Equal(pair.First.Words, pair.Second.Words);
            Assert.Equal(pair.First.Top, pair.Second.Top, Near);
        });
    }

    [Fact]
    public void Score_ShardsOfAScheduler_HaveEveryPictureOnceAndMergeToTheWhole()
    {
        string model = Export();
        HonnanProcess.Run("score", run.At("pictures/images"), "--model", model, "-o", _folder.At("whole")).Done();
        string line = $"'{HonnanProcess.Program}' score '{run.At("pictures/images")}' --model '{model}' -o '{_folder.At("scores")}'";
        foreach (string variables in (string[])["SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3", "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3"])
        {
            using HonnanProcess process = HonnanProcess.StartOther("/bin/sh", "-c", $"{variables} exec {line}");
            process.Wait().Done();
        }

        Assert.Contains("lacks 1 of 3 shards: 2", HonnanProcess.Run("score", "--merge", _folder.At("scores")).Refused(), StringComparison.Ordinal);
        Assert.Matches(@"^\d+ of 61 pictures \(\d+\.\d %\); of 3 shards 2 are finished, 0 begun, 1 waiting; last written 20", HonnanProcess.Run("score", "--progress", _folder.At("scores")).Done().Output);
        using (HonnanProcess process = HonnanProcess.StartOther("/bin/sh", "-c", $"JOB_COMPLETION_INDEX=2 exec {line} --shards 3"))
        {
            process.Wait().Done();
        }

        string mine = _folder.Write("mine.parquet", "not to be lost");
        Assert.Contains($"output '{mine}' exists already", HonnanProcess.Run("score", "--merge", _folder.At("scores"), "-o", mine).Refused(), StringComparison.Ordinal);
        Assert.Equal("not to be lost", File.ReadAllText(mine));
        JsonElement merged = HonnanProcess.Run("score", "--merge", _folder.At("scores"), "--json").Json();

        Assert.Equal((3, 61), (merged.GetProperty("shards").GetInt32(), merged.GetProperty("pictures").GetInt32()));
        IReadOnlyList<ScoredRow> whole = ScoredRow.Read(_folder.At($"whole/{Whole}"));
        IReadOnlyList<ScoredRow> rows = [.. ScoredRow.Read(merged.GetProperty("file").GetString()!).OrderBy(row => row.File, StringComparer.Ordinal)];
        Assert.Equal(whole.Select(row => row.Words), rows.Select(row => row.Words));
    }

    [Fact]
    public void Score_KilledAndInterrupted_GoesOnAndGivesTheUninterruptedShardToTheLastBit()
    {
        string[] line = ["score", Pictures(1800), "--model", Export(), "--threads", "1", "-o"];
        using (HonnanProcess process = HonnanProcess.Start([.. line, _folder.At("scores")]))
        {
            WaitFor(process, () => Directory.Exists(_folder.At("scores")) && Directory.EnumerateFiles(_folder.At("scores"), "*.parquet", SearchOption.AllDirectories).Any());
            process.Signal(Kill);
            Assert.Equal(128 + Kill, process.Wait().Code);
        }

        string parts = Assert.Single(Directory.EnumerateDirectories(_folder.At("scores")));
        Assert.False(File.Exists(_folder.At($"scores/{Whole}")));
        Assert.Contains("another model", HonnanProcess.Run([.. line.Select(word => word == line[3] ? run.Model : word), _folder.At("scores")]).Refused(), StringComparison.Ordinal);
        using (HonnanProcess process = HonnanProcess.Start([.. line, _folder.At("scores")]))
        {
            WaitFor(process, () => File.Exists(Path.Combine(parts, "scoring.lock")));
            process.Signal(Interrupt);
            Finished end = process.Wait();
            Assert.Equal(130, end.Code);
            Assert.Equal("honnan: interrupted\n", end.Error);
        }

        JsonElement last = HonnanProcess.Run([.. line, _folder.At("scores"), "--json"]).Json();
        HonnanProcess.Run([.. line, _folder.At("whole")]).Done();

        Assert.InRange(last.GetProperty("scored").GetInt32(), 1, 1800 - 1024); // the first part was not made again
        Assert.Equal([_folder.At($"scores/{Whole}")], Directory.GetFileSystemEntries(_folder.At("scores")));
        Assert.Equal(File.ReadAllBytes(_folder.At($"whole/{Whole}")), File.ReadAllBytes(_folder.At($"scores/{Whole}")));
    }

    [Fact]
    public async Task Score_ByAnExportedFile_LoadsNoTensorLibrary()
    {
        using HonnanProcess process = HonnanProcess.Start("score", Pictures(200), "--model", Export(), "-o", _folder.At("scores"));
        var libraries = new HashSet<string>(StringComparer.Ordinal);
        Task<Finished> end = Task.Run(() => process.Wait().Done(), TestContext.Current.CancellationToken);
        while (!end.IsCompleted)
        {
            libraries.UnionWith(process.Libraries());
        }

        await end;
        Assert.SkipWhen(libraries.Count == 0, "this system has no /proc");
        Assert.Contains(libraries, l => l.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(libraries, l => l.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("name the pictures and -o")]
    [InlineData("--merge takes the folder of the shards alone, not 'pictures' (beside it: --output, --force, --json)", "pictures", "--merge", "scores")]
    [InlineData("--merge takes the folder of the shards alone, not --top", "--merge", "scores", "--top", "3")]
    [InlineData("--merge takes the folder of the shards alone, not --threads", "--merge", "scores", "--threads", "1")]
    [InlineData("--progress takes the folder of the shards alone, not --force", "--progress", "scores", "--force")]
    [InlineData("--progress takes the folder of the shards alone", "--progress", "scores", "--shards", "3")]
    [InlineData("no folder 'nowhere'", "--progress", "nowhere")]
    [InlineData("no input 'nowhere'", "nowhere", "--model", "x.onnx", "-o", "scores")]
    [InlineData("no folder 'nowhere'", "--merge", "nowhere")]
    [InlineData("-o 'out.csv' must end in .parquet", "--merge", "nowhere", "-o", "out.csv")]
    [InlineData("-o 's3://bkt/out' must end in .parquet", "--merge", "nowhere", "-o", "s3://bkt/out")]
    [InlineData("output 'nodir/x/out.parquet' cannot be made: there is no folder 'nodir/x'", "--merge", "nowhere", "-o", "nodir/x/out.parquet")]
    [InlineData("output '/etc/passwd' is a file; name a folder", "nowhere", "-o", "/etc/passwd")]
    [InlineData("'gs://photos/2026/': of addresses honnan score takes s3://bucket/path alone", "gs://photos/2026/", "-o", "scores")]
    [InlineData("'https://example.org/a.csv': of addresses", "https://example.org/a.csv", "-o", "scores")]
    [InlineData("--top must be", "nowhere", "--top", "0")]
    public void Score_Mistake_IsOneLine(string told, params string[] arguments) =>
        Assert.Contains(told, HonnanProcess.Run(["score", .. arguments]).Refused(), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-4;

    private string Export()
    {
        string file = run.At("scored.onnx");
        if (!File.Exists(file))
        {
            HonnanProcess.Run("export", run.Model, "-o", file).Done();
        }

        return file;
    }

    /// <summary>A list of two small pictures many times: only their names differ.</summary>
    private string Pictures(int count)
    {
        byte[][] two = [File.ReadAllBytes(run.Picture("HU-0.jpg")), File.ReadAllBytes(run.Picture("JP-4.jpg"))];
        string list = _folder.Write("list.txt", new StringBuilder().AppendJoin('\n', Enumerable.Range(0, count).Select(i => $"many/{i:0000}.jpg")).ToString());
        Directory.CreateDirectory(_folder.At("many"));
        for (int i = 0; i < count; i++)
        {
            File.WriteAllBytes(_folder.At($"many/{i:0000}.jpg"), two[i % 9 == 0 ? 1 : 0]);
        }

        return list;
    }

    private static void WaitFor(HonnanProcess process, Func<bool> moment)
    {
        while (!moment())
        {
            Assert.False(process.HasExited, "the process ended before the moment came");
            Thread.Sleep(1);
        }
    }
}
