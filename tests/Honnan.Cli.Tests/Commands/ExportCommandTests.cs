using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class ExportCommandTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("float32", 1e-4)]
    [InlineData("float16", 5e-3)]
    public void Predict_ByTheExportedFile_SaysWhatTheRunSays(string precision, double tolerance)
    {
        string file = Export(precision);
        string[] pictures = [run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg"), run.Picture("broken.jpg")];

        JsonElement[] expected = Lines(HonnanProcess.Run(["predict", .. pictures, "--model", run.Model, "--precision", "float32", "--json"]).Done());
        JsonElement[] lines = Lines(HonnanProcess.Run(["predict", .. pictures, "--model", file, "--json"]).Done());

        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected.Zip(lines), pair =>
        {
            Assert.Equal(pair.First.EnumerateObject().Select(p => p.Name), pair.Second.EnumerateObject().Select(p => p.Name));
            Assert.Equal(pair.First.GetProperty("file").GetString(), pair.Second.GetProperty("file").GetString());
            Assert.Equal(pair.First.GetProperty("country").GetString(), pair.Second.GetProperty("country").GetString());
            Assert.Equal(pair.First.GetProperty("error").GetString(), pair.Second.GetProperty("error").GetString());
            Assert.All(pair.First.GetProperty("top").EnumerateArray().Zip(pair.Second.GetProperty("top").EnumerateArray()), guess =>
                Assert.Equal(guess.First.GetProperty("probability").GetDouble(), guess.Second.GetProperty("probability").GetDouble(), tolerance));
        });
    }

    /// <summary>Half a gigabyte of native code stays on the disk; so one picture is answered in a second.</summary>
    [Fact]
    public async Task Predict_ByTheExportedFile_LoadsNoTensorLibraryAndTakesLittle()
    {
        const double Allowed = 2.5; // seconds of all cores
        string[] line = ["predict", run.Picture("HU-0.jpg"), "--model", Export("float16"), "--json"];
        using HonnanProcess process = HonnanProcess.Start(line);
        var libraries = new HashSet<string>(StringComparer.Ordinal);
        Task<Finished> end = Task.Run(() => process.Wait().Done(), TestContext.Current.CancellationToken);
        while (!end.IsCompleted)
        {
            libraries.UnionWith(process.Libraries());
        }

        Finished finished = await end;
        Assert.SkipWhen(libraries.Count == 0, "this system has no /proc");
        Assert.Contains(libraries, l => l.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(libraries, l => l.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(finished.PeakMebibytes, 1, 400);

        // Other tests' use of the cores and their caches makes the same work take longer; the least of a few is its own.
        double seconds = finished.ProcessorSeconds;
        for (int again = 0; again < 4 && seconds > Allowed; again++)
        {
            seconds = Math.Min(seconds, HonnanProcess.Run(line).Done().ProcessorSeconds);
        }

        Assert.InRange(seconds, 0, Allowed);
    }

    [Fact]
    public void Predict_ByTheExportedFile_DrawsHeatMaps()
    {
        string file = Export("float16");

        HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg"), "--model", file, "--heatmap", _folder.At("maps")).Done();

        Assert.Equal(["HU-0.jpg", "JP-4.jpg"], Directory.GetFiles(_folder.At("maps"), "*.jpg").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Export_WhatIsThere_IsKeptWithoutForce()
    {
        string file = _folder.Write("there.onnx", "mine");

        Assert.Contains("exists already", HonnanProcess.Run("export", run.Model, "-o", file).Refused(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
        HonnanProcess.Run("export", run.Model, "-o", file, "--force").Done();
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Export_Int8_FindsItsTrainingPicturesAndThenPredicts()
    {
        string file = _folder.At("int8.onnx");

        Assert.Contains("goes with --precision int8", HonnanProcess.Run("export", run.Model, "-o", file, "--data", run.Selection).Refused(), StringComparison.Ordinal);
        Finished export = HonnanProcess.Run("export", run.Model, "-o", file, "--precision", "int8").Done();
        JsonElement[] expected = Lines(HonnanProcess.Run("predict", run.At("pictures/images"), "--model", Export("float32"), "--json").Done());
        JsonElement[] lines = Lines(HonnanProcess.Run("predict", run.At("pictures/images"), "--model", file, "--json").Done());

        Assert.Contains("keep their country", export.Error, StringComparison.Ordinal);
        int same = expected.Zip(lines).Count(pair => pair.First.GetProperty("country").GetString() == pair.Second.GetProperty("country").GetString());
        Assert.InRange(same, (int)Math.Floor(0.97 * expected.Length), expected.Length);
    }

    [Theory]
    [InlineData("selectionFolder", "nowhere", "not there any more")]
    [InlineData("selection", "other", "another by now")]
    public void Export_Int8OfARunWhoseSelectionIsGone_AsksForIt(string key, string value, string told)
    {
        string moved = _folder.At("moved");
        Directory.CreateDirectory(moved);
        foreach (string file in Directory.GetFiles(run.Model))
        {
            File.Copy(file, Path.Combine(moved, Path.GetFileName(file)));
        }

        var description = JsonNode.Parse(File.ReadAllText(Path.Combine(moved, "model.json")))!;
        description["selectionFolder"] = Path.GetRelativePath(moved, run.Selection);
        description[key] = value;
        File.WriteAllText(Path.Combine(moved, "model.json"), description.ToJsonString());

        string refused = HonnanProcess.Run("export", moved, "-o", _folder.At("int8.onnx"), "--precision", "int8").Refused();

        Assert.Contains(told, refused, StringComparison.Ordinal);
        Assert.Contains("--data SELECTION", refused, StringComparison.Ordinal);
        HonnanProcess.Run("export", moved, "-o", _folder.At("int8.onnx"), "--precision", "int8", "--data", run.Selection).Done();
    }

    /// <summary>The system says there that no such file can be; what is told names the file that was asked for.</summary>
    [Fact]
    public void Export_WhereNoFileCanBeMade_SaysWhichFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "this system has no /proc");

        string told = HonnanProcess.Run("export", run.Model, "-o", "/proc/model.onnx").Refused();

        Assert.Contains("'/proc/model.onnx'", told, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ending in .onnx", "model.bin")]
    [InlineData("there is no folder", "nowhere/model.onnx")]
    public void Export_ToSomethingElse_IsRefused(string told, string name) =>
        Assert.Contains(told, HonnanProcess.Run("export", run.Model, "-o", _folder.At(name)).Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("'lite0-56' is an exported model: it must be the folder of a run, since", "export", "lite0-56", "-o", "x.onnx")]
    [InlineData("'some.onnx' is an exported model: it must be the folder of a run, since", "export", "some.onnx", "-o", "x.onnx")]
    [InlineData("'lite0-56' is an exported model: it must be the folder of a run, since", "atlas", "lite0-56", "--data", "none", "-o", "x")]
    [InlineData("'lite0-56' is an exported model: it must be the folder of a run, since", "calibrate", "lite0-56", "--data", "none")]
    public void Command_ThatTakesRunsAlone_SaysSoOfAnExportedModel(string told, params string[] arguments) =>
        Assert.Contains(told, HonnanProcess.Run(arguments).Refused(), StringComparison.Ordinal);

    [Fact]
    public void Export_OfNoRun_IsRefused() =>
        Assert.Contains("nothere", HonnanProcess.Run("export", _folder.At("nothere"), "-o", _folder.At("x.onnx")).Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("--precision", "float32")]
    [InlineData("--device", "cpu")]
    public void Predict_ByTheExportedFileWithARunsOption_IsRefused(string option, string value) => Assert.Contains(
        $"{option} is for runs",
        HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", Export("float16"), option, value).Refused(),
        StringComparison.Ordinal);

    [Fact]
    public void Predict_ByADamagedFile_IsRefused()
    {
        string file = Export("float16");
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);

        Assert.Contains("damaged", HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", file).Refused(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Export(string precision)
    {
        string file = _folder.At($"{precision}.onnx");
        HonnanProcess.Run("export", run.Model, "-o", file, "--precision", precision).Done();
        return file;
    }

    private static JsonElement[] Lines(Finished finished) =>
        [.. finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
