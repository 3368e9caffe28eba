using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class BenchmarkCommandTests
{
    [Fact]
    [Trait("Category", "slow")]
    public void Benchmark_TwoEngines_PrintsALineEachWithTheSettingsAndFigures()
    {
        Finished run = HonnanProcess.Run("benchmark --net resnet18 --size 32x64 --batch 2 --mode front --engine torch --engine torch-stock --steps 2 --repeats 1 --precision float32".Split(' ')).Done();

        Assert.Equal("", run.Error);
        JsonElement[] rows = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["torch", "torch-stock"], rows.Select(r => r.GetProperty("engine").GetString()));
        Assert.All(rows, row =>
        {
            Assert.Equal("resnet18", row.GetProperty("net").GetString());
            Assert.Equal("32x64", row.GetProperty("size").GetString());
            Assert.Equal(2, row.GetProperty("batch").GetInt32());
            Assert.Equal("front", row.GetProperty("mode").GetString());
            Assert.Equal("float32", row.GetProperty("precision").GetString());
            double speed = row.GetProperty("picturesPerSecond").GetDouble();
            Assert.InRange(speed, 0.1, 1e4);
            Assert.InRange(row.GetProperty("best").GetDouble(), speed, 1e4);
            Assert.InRange(row.GetProperty("peakMemoryMiB").GetInt64(), 50, 20_000);
        });
    }

    [Theory]
    [InlineData("infer")]
    [InlineData("train")]
    [Trait("Category", "slow")]
    public void Benchmark_EveryMode_Runs(string mode)
    {
        JsonElement row = HonnanProcess.Run("benchmark", "--net", "tf_efficientnet_lite0", "--size", "32x64", "--batch", "2", "--mode", mode, "--steps", "1", "--repeats", "1").Json();

        Assert.Equal(mode, row.GetProperty("mode").GetString());
        Assert.Contains(row.GetProperty("precision").GetString(), (string[])["float32", "bfloat16"]); // auto, resolved
    }
}
