using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Every method from the picture to the finished map, against pytorch-grad-cam's.</summary>
[Trait("Category", "reference")]
public sealed class MethodReferenceTests
{
    /// <summary>Largest difference of logits and coarse maps, as a share of the largest absolute value.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Largest difference of finished maps, which go from 0 to 1.</summary>
    private const double MapTolerance = 2e-3;

    public static TheoryData<string> Maps => [.. ReferenceFolder.Names("maps", "prefix")];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Explain_EveryMethod_EqualsPytorchGradCam(string prefix)
    {
        JsonNode task = ReferenceFolder.Manifest()["maps"]!.AsArray().Single(m => (string)m!["prefix"]! == prefix)!;
        ReferenceTensors expected = ReferenceFolder.Tensors("maps.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using Net net = ReferenceMaps.Net(task);
        using Tensor picture = ReferenceMaps.Picture(task, expected);
        var question = new ClassQuestion((int)task["class"]!);
        var misses = new List<string>();

        foreach (string name in ReferenceMaps.Names)
        {
            if (Environment.GetEnvironmentVariable("ONLY") is { } only && !$"{prefix}/{name}".Contains(only)) continue;
            long begin = System.Diagnostics.Stopwatch.GetTimestamp();
            (HeatMap coarse, float[] logits) = new HeatMapper(net, ReferenceMaps.Options(name)).Explain(picture, _ => [question])[0];
            AssertNear("logits", expected.Doubles($"{prefix}/logits"), logits);
            double[] map = expected.Doubles($"{prefix}/{name}");
            int[] size = expected.Shape($"{prefix}/{name}");
            double miss = Miss(map, coarse, size);
            TestContext.Current.SendDiagnosticMessage($"{prefix} {name}: {miss:G3}, turned {Miss(map, coarse.Turned(), size):G3} {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        }
    }

    private static double Miss(double[] expected, HeatMap coarse, int[] size) =>
        coarse.Finished(new PictureSize(size[1], size[0])).Values.Zip(expected, (a, b) => Math.Abs(a - b)).Max();

    private static void AssertNear(string name, double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(error <= Tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }
}
