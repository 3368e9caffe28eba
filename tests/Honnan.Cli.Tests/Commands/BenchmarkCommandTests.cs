using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class BenchmarkCommandTests(TrainedRun trained)
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
    [InlineData("decode", "decode")]
    [InlineData("load", "load")]
    [InlineData("import", "import import-decode")]
    [InlineData("end-to-end", "end-to-end")]
    public void Benchmark_Data_PrintsALineForEachThingCompared(string stage, string rows)
    {
        string[] net = stage == "end-to-end" ? ["--net", "tf_efficientnet_lite0", "--mode", "infer", "--batch", "2", "--steps", "1"] : [];
        Finished run = HonnanProcess.Run(["benchmark", "--data", trained.Selection, "--short", "32", "--stage", stage, "--repeats", "1", .. net]).Done();

        JsonElement[] lines = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(rows.Split(' '), lines.Select(l => l.GetProperty("stage").GetString()));
        Assert.All(lines, line =>
        {
            Assert.Equal((trained.Selection, 32), (line.GetProperty("data").GetString(), line.GetProperty("short").GetInt32()));
            Assert.InRange(line.GetProperty("best").GetDouble(), Math.Max(0.1, line.GetProperty("picturesPerSecond").GetDouble()), 1e6);
            Assert.InRange(line.GetProperty("peakMemoryMiB").GetInt64(), 30, 20_000);
            Assert.True(stage != "end-to-end" || line.GetProperty("wallOverSteps").GetDouble() >= 1);
        });
    }

    [Fact]
    public void Benchmark_Predict_PrintsAnswersBesideTheirPartsAlone()
    {
        Finished run = HonnanProcess.Run("benchmark", "--data", trained.Selection, "--stage", "predict", "--model", "lite0-56", "--repeats", "1").Done();

        JsonElement[] rows = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["predict", "decode", "net"], rows.Select(row => row.GetProperty("stage").GetString()));
        Assert.All(rows, row => Assert.Equal(("lite0-56", 384), (row.GetProperty("model").GetString(), row.GetProperty("short").GetInt32())));
        double[] seconds = [.. rows.Select(row => 1 / row.GetProperty("picturesPerSecond").GetDouble())];
        Assert.Equal((seconds[1] + seconds[2]) / seconds[0], rows[0].GetProperty("ofBothAlone").GetDouble(), 3);
    }

    [Theory]
    [InlineData("decode", "--model", "lite0-56")]
    [InlineData("end-to-end", "--model", "lite0-56")]
    [InlineData("predict", "--short", "256")]
    [InlineData("predict", "--net", "resnet18")]
    public void Benchmark_StageWithAnOptionOfAnother_IsOneLine(string stage, string option, string value)
    {
        Finished run = HonnanProcess.Run("benchmark", "--data", trained.Selection, "--stage", stage, option, value);

        Assert.Equal($"honnan: {option} says nothing with --stage {stage}: leave it out", run.Refused());
    }

    [Theory]
    [InlineData("--model", "lite0-56")]
    [InlineData("--stage", "predict")]
    [InlineData("--short", "256")]
    public void Benchmark_OptionOfPictures_WithoutThem_IsOneLine(string option, string value) =>
        Assert.Equal($"honnan: {option} says nothing without --data: leave it out", HonnanProcess.Run("benchmark", option, value).Refused());

    [Fact]
    public void Benchmark_DataWithoutParquet_IsOneLine() =>
        Assert.Equal("honnan: the selection has no Parquet source\n", HonnanProcess.Run("benchmark", "--data", trained.Selection, "--stage", "parquet").Error);

    [Fact]
    [Trait("Category", "slow")]
    public void Benchmark_SeveralModes_PrintsALineEach()
    {
        Finished run = HonnanProcess.Run("benchmark --net tf_efficientnet_lite0 --size 32x64 --batch 2 --mode infer --mode train --mode explain --steps 1 --repeats 1".Split(' ')).Done();

        JsonElement[] rows = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["infer", "train", "explain"], rows.Select(row => row.GetProperty("mode").GetString()));
        Assert.All(rows, row => Assert.Contains(row.GetProperty("precision").GetString(), (string[])["float32", "bfloat16"])); // auto, resolved
    }

    [Theory]
    [InlineData("torch-stock", "honnan: engine torch-stock has no mode 'explain' (it has infer, train, front)\n")]
    [InlineData("onnx", "honnan: engine onnx has no mode 'explain': it infers alone\n")]
    public void Benchmark_ModeThatAnEngineLacks_IsOneLine(string engine, string told) =>
        Assert.Equal(told, HonnanProcess.Run("benchmark", "--net", "resnet18", "--mode", "infer", "--mode", "explain", "--engine", engine).Error);
}
