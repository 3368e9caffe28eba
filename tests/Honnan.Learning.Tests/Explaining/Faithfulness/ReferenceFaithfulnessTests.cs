using System.Text.Json.Nodes;
using Honnan.Learning.Explaining.Faithfulness;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining.Faithfulness;

/// <summary>The figures of pytorch-grad-cam's own Grad-CAM maps, against its own figures of them.</summary>
[Trait("Category", "reference")]
public sealed class ReferenceFaithfulnessTests
{
    private const int Runs = 20;
    private const double Rounding = 5e-4; // float32 against float64, on top of the noise

    public static TheoryData<string> Pictures => [.. ReferenceFolder.Names("maps", "prefix").Where(p => ReferenceFolder.Find() is null || ReferenceFolder.Json("maps.json").ContainsKey(p))];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Figures_ReferenceMap_AreWithinTheNoise(string prefix)
    {
        JsonNode task = ReferenceFolder.Manifest()["maps"]!.AsArray().Single(m => (string)m!["prefix"]! == prefix)!;
        ReferenceTensors tensors = ReferenceFolder.Tensors("maps.safetensors");
        JsonObject metrics = ReferenceFolder.Json("maps.json")[prefix]!["metrics"]!.AsObject();
        using DisposeScope scope = NewDisposeScope();
        using Net net = ReferenceMaps.Net(task);
        int[] size = tensors.Shape($"{prefix}/GradCAM");
        var map = new HeatMap(tensors.Floats($"{prefix}/GradCAM"), size[1], size[0]);
        var picture = new SeenPicture(ReferenceMaps.Picture(task, tensors).contiguous().data<float>().ToArray(), map);
        var judge = new ClassProbability(net, (int)task["class"]!);
        var road = new Road(judge);

        foreach ((string name, JsonNode? value) in metrics)
        {
            string[] words = name.Split('_');
            double[] runs = words[0] != "road" ? [Confidence(name, ConfidenceChange.Of(picture, judge))]
                : [.. Enumerable.Range(0, Runs).Select(seed => Of(road, picture, words, new Random(seed)))];
            double mean = runs.Average();
            double deviation = Math.Sqrt(runs.Average(r => (r - mean) * (r - mean)));
            TestContext.Current.SendDiagnosticMessage($"{prefix} {name}: {(double)value!:G5}, own {mean:G5} ± {deviation:G3}");
            Assert.InRange((double)value!, mean - (3 * deviation) - Rounding, mean + (3 * deviation) + Rounding);
        }
    }

    private static double Of(Road road, SeenPicture picture, string[] words, Random random)
    {
        int[] percentiles = [.. words.Where(w => char.IsAsciiDigit(w[0])).Select(int.Parse)];
        return words[1] switch
        {
            "most" => road.MostRelevantFirst(picture, percentiles, random).Average(),
            "least" => road.LeastRelevantFirst(picture, percentiles, random).Average(),
            "combined" => road.Combined(picture, percentiles, random),
            _ => throw new ArgumentException(words[1], nameof(words)),
        };
    }

    private static double Confidence(string name, ConfidenceChange change) => name switch
    {
        "confidence_change" => change.Change,
        "drop_in_confidence" => change.Drop,
        "increase_in_confidence" => change.Increased ? 1 : 0,
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
