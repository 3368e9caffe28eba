using System.Text.Json;
using System.Text.Json.Nodes;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>Nets against what torchvision computes with the same formula weights (reference_nets.py writes the figures).</summary>
public sealed class TorchvisionNetTests
{
    /// <summary>Largest error, as a share of the largest logit, or of a stage's deviation.</summary>
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("resnext50_32x4d", 96, 160)]
    [InlineData("mobilenet_v3_large", 96, 160)]
    [InlineData("convnext_tiny", 96, 160)]
    public void Forward_FormulaWeights_EqualsTorchvision(string name, int height, int width) => AssertEqual(name, height, width);

    [Theory]
    [InlineData("wide_resnet50_2", 96, 160)]
    [InlineData("vit_b_16", 224, 224)]
    [InlineData("vit_b_16", 96, 160)]
    [Trait("Category", "slow")]
    public void Forward_FormulaWeightsOfLargeNets_EqualsTorchvision(string name, int height, int width) => AssertEqual(name, height, width);

    private static void AssertEqual(string name, int height, int width)
    {
        JsonNode expected = Entry(name, height, width);
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = FormulaNets.Build(name, 1000);
        net.eval();
        var stages = new Dictionary<string, Tensor>();
        Tensor map = net.FeatureMap(FormulaNets.Picture(name, [1, 3, height, width]), (stage, output) => stages[stage.Name] = output.alias());
        Tensor features = net.Embed(map);
        double[] logits = net.Head.forward(features).to_type(ScalarType.Float64).data<double>().ToArray();

        Assert.Equal((long)expected["parameters"]!, net.parameters().Sum(p => p.numel()));
        Assert.Equal(features.shape[1], net.EmbeddingChannels);
        foreach ((string stage, JsonNode? figures) in expected["stages"]!.AsObject())
        {
            AssertStatistics(stage, figures!, stages[stage]);
        }

        AssertStatistics("features", expected["features"]!, features);
        double largest = (double)expected["largest"]!;
        double[] first = expected["logits"].Deserialize<double[]>()!;
        Assert.All(first.Zip(logits), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance * largest));
        Assert.InRange(logits.Max(Math.Abs), largest * (1 - Tolerance), largest * (1 + Tolerance));
    }

    private static void AssertStatistics(string what, JsonNode expected, Tensor actual)
    {
        double[] figures = expected.Deserialize<double[]>()!; // mean, deviation
        Tensor values = actual.to_type(ScalarType.Float64);
        double mean = values.mean().ToDouble() - figures[0];
        double deviation = values.std(unbiased: false).ToDouble() - figures[1];
        Assert.True(Math.Max(Math.Abs(mean), Math.Abs(deviation)) < Tolerance * figures[1], $"{what}: mean {mean:G3} and deviation {deviation:G3} off, of {figures[1]:G3}");
    }

    private static JsonNode Entry(string name, int height, int width)
    {
        string file = ProjectFolder.At("tests", "Honnan.Learning.Tests", "Models", "reference_nets.json");
        return JsonNode.Parse(File.ReadAllText(file))!.AsArray()
            .Single(e => (string)e!["net"]! == name && e["size"].Deserialize<int[]>()!.SequenceEqual([height, width]))!;
    }
}
