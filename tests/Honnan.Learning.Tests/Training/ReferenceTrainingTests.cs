using System.Text.Json.Nodes;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

/// <summary>The first steps of training against what PyTorch computes in float64 from the same weights.</summary>
[Trait("Category", "reference")]
public sealed class ReferenceTrainingTests
{
    private const double LossTolerance = 1e-5;
    private const double GradientTolerance = 1e-3;
    private const double StatisticsTolerance = 1e-5;

    // Adam divides by the root of the squared gradient: in the first steps every parameter moves by the full learning
    // rate whatever its gradient's size, so that rounding in float32 flips the direction of those whose gradient is
    // nearly zero. The loss then drifts from the float64 run's by some thousandths a step.
    private const double LaterLossTolerance = 2e-2;

    public static TheoryData<string> Runs => [.. ReferenceFolder.FilesOf("training")];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Steps_FormulaWeights_FollowReference(string file)
    {
        JsonNode run = ReferenceFolder.Manifest()["training"]!.AsArray().Single(r => (string)r!["file"]! == file)!;
        ReferenceTensors expected = ReferenceFolder.Tensors(file);
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build((string)run["net"]!, ReferenceFolder.Values<int>(run["head"]));
        net.Freeze((string)run["freeze"]! == "front" ? net.FrontStages : 0);
        net.train();
        Tensor pictures = FormulaNets.Picture((string)run["picture"]!, ReferenceFolder.Values<int>(run["shape"]));
        Tensor targets = tensor(ReferenceFolder.Values<long>(run["targets"]));
        using var parameters = new FlatParameters(net.parameters());
        using var adam = new Adam(parameters);

        double[] losses = expected.Doubles("losses");
        for (int step = 0; step < (int)run["steps"]!; step++)
        {
            parameters.ClearGradients();
            Tensor loss = nn.functional.cross_entropy(net.forward(pictures), targets);
            loss.backward();
            AssertRelative($"loss {step}", losses[step], loss.ToDouble(), step == 0 ? LossTolerance : LaterLossTolerance);
            if (step == 0)
            {
                AssertGradients(expected, net);
                AssertStatistics(expected, net);
            }

            adam.Step((double)run["learningRate"]!);
        }

        net.eval();
        using var noGradients = no_grad();
        double[] logits = Values(net.forward(pictures));
        AssertAll("logits_after5", expected.Doubles("logits_after5"), logits, 10 * LaterLossTolerance);
    }

    private static void AssertGradients(ReferenceTensors expected, Net net)
    {
        Dictionary<string, Tensor> gradients = net.named_parameters()
            .Where(p => p.parameter.requires_grad)
            .ToDictionary(p => p.name, p => p.parameter.grad!);
        string[] norms = [.. expected.Names.Where(n => n.StartsWith("grad_norm/", StringComparison.Ordinal))];
        Assert.Equal(norms.Select(n => n["grad_norm/".Length..]).Order(), gradients.Keys.Order());
        foreach ((string name, Tensor gradient) in gradients)
        {
            double norm = expected.Doubles($"grad_norm/{name}")[0];
            AssertRelative($"norm of {name}", norm, gradient.norm().ToDouble(), GradientTolerance);
            double[] first = expected.Doubles($"grad_first/{name}");
            AssertAll($"gradient of {name}", first, Values(gradient)[..first.Length], GradientTolerance);
        }
    }

    private static void AssertStatistics(ReferenceTensors expected, Net net)
    {
        foreach ((string name, Tensor buffer) in net.named_buffers())
        {
            if (expected.Names.Contains($"after1/{name}"))
            {
                AssertAll(name, expected.Doubles($"after1/{name}"), Values(buffer), StatisticsTolerance);
            }
        }
    }

    private static double[] Values(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).contiguous().flatten().data<double>().ToArray();

    private static void AssertAll(string name, double[] expected, double[] actual, double tolerance)
    {
        double scale = Math.Max(expected.Max(Math.Abs), 1e-12);
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(error <= tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }

    private static void AssertRelative(string name, double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{name}: {actual} instead of {expected}");
}
