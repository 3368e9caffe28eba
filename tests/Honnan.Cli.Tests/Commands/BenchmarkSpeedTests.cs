using System.Text.Json;
using Honnan.Learning.Runtime;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>
/// A training step of the study's run 2 (ResNet-50, 256 × 594, batch 16, the last stage and the head learn) against
/// TorchSharp as it comes, in processes that take turns: the ratio holds on a busy machine too.
/// </summary>
[Trait("Category", "long")]
public sealed class BenchmarkSpeedTests
{
    [Fact]
    public void Step_InThePrecisionThatTheProcessorMultiplies_IsTwiceAsFastAsStock()
    {
        Assert.SkipUnless(Processor.MultipliesBfloat16, "this processor has no instructions for bfloat16");
        Assert.InRange(RatioToStock("auto"), 2, 100);
    }

    [Fact]
    public void Step_InFloat32_IsFasterThanStock() => Assert.InRange(RatioToStock("float32"), 1.2, 100);

    private static double RatioToStock(string precision)
    {
        string line = $"benchmark --net resnet50 --size 256x594 --batch 16 --mode front --precision {precision} --engine torch --engine torch-stock --steps 3 --repeats 2";
        double[] speeds = [.. HonnanProcess.Run(line.Split(' ')).Done().Output.TrimEnd().Split('\n').Select(row => JsonDocument.Parse(row).RootElement.GetProperty("picturesPerSecond").GetDouble())];
        TestContext.Current.SendDiagnosticMessage($"{precision}: {speeds[0]:0.00} pictures/s, stock {speeds[1]:0.00}, ratio {speeds[0] / speeds[1]:0.00}");
        return speeds[0] / speeds[1];
    }
}
