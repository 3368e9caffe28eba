using System.Diagnostics;
using System.Text.Json;
using Honnan.Data;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

[Trait("Category", "reference")]
public sealed class ReferenceFilesTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Open_EveryGoodFile_HoldsTheExpectedValues()
    {
        string folder = Files();
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        int compared = 0;
        foreach (string path in Directory.GetFiles(folder, "good*"))
        {
            using WeightsFile file = WeightsFile.Open(path);
            Assert.NotEmpty(file.Tensors);
            foreach (TensorData tensor in file.Tensors)
            {
                // Checkpoints keep the state dict deeper: "state_dict.module.float32" is "float32".
                string name = tensor.Name.Split('.')[^1];
                if (expected.RootElement.TryGetProperty(name, out JsonElement entry))
                {
                    Assert.Equal(entry.GetProperty("dtype").GetString(), tensor.ElementType.Name());
                    Assert.Equal(entry.GetProperty("shape").Deserialize<long[]>(), tensor.Shape);
                    double[] values = entry.GetProperty("values").Deserialize<double[]>()!;
                    Assert.Equal(values, tensor.ToDouble());
                    Assert.Equal(values.Select(value => (float)value), tensor.ToSingle());
                    compared++;
                }
            }
        }

        Assert.True(compared > expected.RootElement.EnumerateObject().Count(), $"only {compared} tensors compared");
    }

    [Fact]
    public void Open_EveryExpectedTensor_IsInAGoodFile()
    {
        string folder = Files();
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var found = new HashSet<string>();
        foreach (string path in Directory.GetFiles(folder, "good*"))
        {
            using WeightsFile file = WeightsFile.Open(path);
            found.UnionWith(file.Tensors.Select(tensor => tensor.Name.Split('.')[^1]));
        }

        Assert.Empty(expected.RootElement.EnumerateObject().Select(entry => entry.Name).Except(found));
    }

    [Fact]
    public void Open_Checkpoint_FlattensNamesAndScalars()
    {
        using WeightsFile file = WeightsFile.Open(Path.Combine(Files(), "good-checkpoint.pth"));

        Assert.Equal("pytorch-zip", file.Format);
        Assert.Equal(
            ["state_dict.module.float32", "state_dict.module.int64", "optimizer.state.0.step", "optimizer.state.0.exp_avg"],
            file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(7L, file.Metadata["epoch"]);
        Assert.Equal("resnet18", file.Metadata["arch"]);
        Assert.Equal(0.5625, file.Metadata["best"]);
        Assert.Equal(0.999, file.Metadata["optimizer.param_groups.0.betas.1"]);
    }

    [Fact]
    public void Write_GoodSafetensors_GivesTheReferenceImplementationsBytes()
    {
        string path = Path.Combine(Files(), "good.safetensors");
        using WeightsFile file = WeightsFile.Open(path);
        using var copy = new TemporaryFile("copy.safetensors");

        SafetensorsWriter.Write(copy.Path, file.Tensors, file.Metadata.ToDictionary(each => each.Key, each => (string)each.Value!));

        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(copy.Path));
    }

    [Fact]
    public void Open_EveryBadFile_IsRefusedQuicklyInLittleMemory()
    {
        string folder = Files();
        string[] paths = [.. Directory.GetFiles(folder, "bad-*"), Path.Combine(folder, "foreign-class.pth")];
        Assert.True(paths.Length > 20);
        foreach (string path in paths)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();

            var error = Assert.Throws<InputException>(() => WeightsFile.Open(path).Dispose());

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{path} took {clock.Elapsed}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500 * MiB);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            TestContext.Current.TestOutputHelper!.WriteLine($"{clock.ElapsedMilliseconds} ms {error.Message[error.Message.LastIndexOf('/')..]}");
        }
    }

    [Theory]
    [InlineData("foreign-class.pth", "argparse.Namespace")]
    [InlineData("bad-os-system.pth", "posix.system")]
    [InlineData("bad-eval-legacy.pth", "__builtin__.eval")]
    [InlineData("bad-lfs-pointer.pth", "git lfs pull")]
    [InlineData("bad-text.pth", "web page")]
    [InlineData("bad-empty.pth", "empty")]
    [InlineData("bad-zero-stride-huge.pth", "repeats its storage")]
    [InlineData("bad-tuple-tower.pth", "nested")]
    [InlineData("bad-unknown-dtype.safetensors", "Q99")]
    public void Open_BadFile_SaysWhatIsWrong(string name, string said)
    {
        string path = Path.Combine(Files(), name);

        Assert.Contains(said, Assert.Throws<InputException>(() => WeightsFile.Open(path).Dispose()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists("honnan-was-here") || Directory.Exists("honnan-was-here"));
    }

    private static string Files() => ReferenceFolder.FilePath("files");
}
