using System.Text.Json.Nodes;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>Every net of the manifest against what torchvision and timm compute with the same formula weights.</summary>
[Trait("Category", "reference")]
public sealed class ReferenceNetTests
{
    /// <summary>Largest error, as a share of the largest logit.</summary>
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Nets => [.. ReferenceFolder.Names("nets")];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Forward_FormulaWeights_EqualsReference(string file)
    {
        JsonNode entry = ReferenceFolder.Manifest()["nets"]!.AsArray().Single(n => (string)n!["file"]! == file)!;
        ReferenceTensors expected = ReferenceFolder.Tensors(file);
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = FormulaNets.Build((string)entry["net"]!, (int)entry["classes"]!);
        net.eval();
        Tensor pictures = FormulaNets.Picture((string)entry["picture"]!, ReferenceFolder.Values<int>(entry["shape"]));

        var compared = new List<string>();
        void Compare(string name, Tensor actual)
        {
            if (expected.Names.Contains(name))
            {
                AssertNear(name, expected.Doubles(name), actual);
                compared.Add(name);
            }
        }

        void CompareFirst(string name, Tensor actual)
        {
            if (expected.Names.Contains(name))
            {
                Compare(name, actual.contiguous().flatten().narrow(0, 0, expected.Doubles(name).Length));
            }
        }

        Tensor map = net.FeatureMap(pictures, (stage, output) =>
        {
            string name = stage.Name switch { "maxpool" => "stem", "bn2" => "features", _ => stage.Name };
            Compare($"{name}.stats", stack([output.mean(), output.std(unbiased: false), output.abs().max()]));
            CompareFirst($"{name}.first", output);
        });
        Tensor pooled = net.Embed(map);
        Compare("pooled", pooled);
        Compare("logits", net.Head.forward(pooled));
        Assert.Equal(expected.Names.Order(), compared.Order());
    }

    private static void AssertNear(string name, double[] expected, Tensor actual)
    {
        double[] values = actual.to_type(ScalarType.Float64).contiguous().flatten().data<double>().ToArray();
        double scale = expected.Max(Math.Abs);
        double error = expected.Zip(values, (e, a) => Math.Abs(e - a)).Max();
        Assert.Equal(expected.Length, values.Length);
        Assert.True(error <= Tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }
}
