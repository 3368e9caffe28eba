using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>What <c>honnan inspect</c> tells of good files, and how it refuses bad ones, as a process.</summary>
public sealed class InspectCommandTests(TrainedRun trained)
{
    private const double SecondsAllowed = 2;
    private const double MebibytesAllowed = 500;

    public static TheoryData<string> Good() => ReferenceFiles.Names("good*");

    public static TheoryData<string> Bad() => ReferenceFiles.Names("bad-*", "foreign-class.pth");

    [Theory]
    [MemberData(nameof(Good))]
    [Trait("Category", "reference")]
    public void Inspect_GoodFile_PrintsTheExpectedValues(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.PathOf("expected.json")));
        JsonElement document = HonnanProcess.Run("inspect", ReferenceFiles.PathOf(name), "--json", "--values").Json();

        Assert.NotEqual("", document.GetProperty("format").GetString());
        int compared = 0;
        foreach (JsonElement tensor in document.GetProperty("tensors").EnumerateArray())
        {
            // Checkpoints keep the state dict deeper: "state_dict.module.float32" is "float32".
            string last = tensor.GetProperty("name").GetString()!.Split('.')[^1];
            if (expected.RootElement.TryGetProperty(last, out JsonElement entry))
            {
                Assert.Equal(entry.GetProperty("dtype").GetString(), tensor.GetProperty("dtype").GetString());
                Assert.Equal(entry.GetProperty("shape").Deserialize<long[]>(), tensor.GetProperty("shape").Deserialize<long[]>());
                Assert.Equal(entry.GetProperty("values").Deserialize<double[]>(), tensor.GetProperty("values").Deserialize<double[]>());
                compared++;
            }
        }

        Assert.True(compared > 0, $"none of {document.GetProperty("tensors").GetArrayLength()} tensors is among the expected ones");
    }

    [Theory]
    [MemberData(nameof(Bad))]
    [Trait("Category", "reference")]
    public void Inspect_BadFile_IsRefusedInOneLineQuicklyAndInLittleMemory(string name)
    {
        Finished run = HonnanProcess.Run("inspect", ReferenceFiles.PathOf(name), "--json", "--values");

        string line = run.Refused();
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.InRange(run.ProcessorSeconds, 0, SecondsAllowed);
        Assert.InRange(run.PeakMebibytes, 1, MebibytesAllowed);
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.ProcessorSeconds:0.00} s, {run.PeakMebibytes:0} MiB: {line}");
    }

    [Fact]
    public void Inspect_ShippedModel_TellsItsTensorsAndWhatItSaysOfItself()
    {
        string model = Path.Combine(ProjectFolder.Root, "models", "lite0-56.onnx");
        JsonElement document = HonnanProcess.Run("inspect", model, "--json").Json();

        Assert.Equal("onnx", document.GetProperty("format").GetString());
        Assert.Equal("tf_efficientnet_lite0", document.GetProperty("metadata").GetProperty("net").GetString());
        Assert.Contains(document.GetProperty("tensors").EnumerateArray(), t => t.GetProperty("dtype").GetString() == "float16" && t.GetProperty("shape").GetArrayLength() == 4);
    }

    [Fact]
    public void Inspect_AShippedModel_TellsAllByItsName()
    {
        string output = HonnanProcess.Run("inspect", "lite0-56").Done().Output;

        Assert.Contains("net: tf_efficientnet_lite0\n", output, StringComparison.Ordinal);
        Assert.Matches("countries: AD, AE, AR, [A-Z, ]+… \\(56\\)\n", output);
        Assert.Contains("loading.shortSide: 384\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_DamagedModel_IsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = File.ReadAllBytes(Path.Combine(ProjectFolder.Root, "models", "lite0-56.onnx"));
        string line = HonnanProcess.Run("inspect", folder.Write("cut.onnx", bytes.AsSpan(0, bytes.Length / 2))).Refused();
        Assert.Contains("cut.onnx", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(123)] // the length's first byte is '{'
    [InlineData(0x7B20)] // ' {'
    public void Inspect_SafetensorsWhoseLengthLooksLikeJson_ListsItsTensors(int header)
    {
        using var folder = new TemporaryFolder();
        string text = """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""".PadRight(header);
        File.WriteAllBytes(folder.At("w.safetensors"), [.. BitConverter.GetBytes((long)header), .. System.Text.Encoding.ASCII.GetBytes(text), 7]);

        JsonElement document = HonnanProcess.Run("inspect", folder.At("w.safetensors"), "--json").Json();

        Assert.Equal("a", Assert.Single(document.GetProperty("tensors").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public void Inspect_FileOfTheTest_ListsItsTensors()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("w.safetensors");
        byte[] header = """{"__metadata__":{"note":"hello"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """u8.ToArray();
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);

        JsonElement document = HonnanProcess.Run("inspect", path, "--json", "--values").Json();
        Assert.Equal([1.5, -2], document.GetProperty("tensors")[0].GetProperty("values").Deserialize<double[]>()!);
        Assert.Equal("hello", document.GetProperty("metadata").GetProperty("note").GetString());
        Assert.False(HonnanProcess.Run("inspect", path, "--json").Json().GetProperty("tensors")[0].TryGetProperty("values", out _));
        Assert.Contains("safetensors; tensors: 1, numbers in them: 2, other values: 1", HonnanProcess.Run("inspect", path).Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_RunsFolder_HasTheModelsTensorsAndDescription()
    {
        JsonElement document = HonnanProcess.Run("inspect", trained.Model, "--json").Json();

        Assert.Equal("honnan-model", document.GetProperty("format").GetString());
        Assert.Equal("resnet18", document.GetProperty("metadata").GetProperty("net").GetString());
        Assert.Equal("JP", document.GetProperty("metadata").GetProperty("countries.1").GetString());
        Assert.Contains("fc.weight", document.GetProperty("tensors").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
    }

    [Fact]
    public void Inspect_CheckpointDataAndParquet_AreTold()
    {
        JsonElement checkpoint = HonnanProcess.Run("inspect", Path.Combine(trained.Model, "checkpoint.safetensors"), "--json").Json();
        Assert.Equal("safetensors", checkpoint.GetProperty("format").GetString());
        Assert.NotEqual("0", checkpoint.GetProperty("metadata").GetProperty("step").GetString());

        JsonElement data = HonnanProcess.Run("inspect", trained.At("data.json"), "--json").Json();
        Assert.Equal("honnan-data", data.GetProperty("format").GetString());
        Assert.Empty(data.GetProperty("tensors").EnumerateArray());
        Assert.Equal("drawn", data.GetProperty("metadata").GetProperty("sources.0.name").GetString());

        JsonElement table = HonnanProcess.Run("inspect", Path.Combine(trained.Selection, "selection.parquet"), "--json").Json();
        Assert.Equal("parquet", table.GetProperty("format").GetString());
        Assert.Equal(60, table.GetProperty("metadata").GetProperty("rows").GetInt64());
        Assert.Equal("Double", table.GetProperty("metadata").GetProperty("columns.latitude").GetString());
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("{}", "neither a data file nor an experiment nor a model's description")]
    [InlineData("{ \"sources\": 3 }", "sources must be a list")]
    [InlineData("PAR1", "as Parquet")]
    [InlineData("PAR1xxxx\u00ff\u00ff\u00ff\u007fPAR1", "as Parquet")]
    public void Inspect_DamagedDocument_IsRefused(string text, string said)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.At("f"), [.. text.Select(c => (byte)c)]);

        Assert.Contains(said, HonnanProcess.Run("inspect", folder.At("f"), "--json").Refused(), StringComparison.Ordinal);
    }
}
