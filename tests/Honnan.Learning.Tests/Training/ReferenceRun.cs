using System.Text.Json.Nodes;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

/// <summary>The first steps of training as the reference folder has them, computed by this project and compared.</summary>
/// <param name="Loss">Largest relative error of the first step's loss.</param>
/// <param name="Gradient">Of the first step's gradients' norms, and of their first values by the largest of these.</param>
/// <param name="Statistics">Of the first step's batch statistics, by the largest of a layer's.</param>
/// <param name="LaterLoss">Of the later steps' losses.</param>
/// <param name="Logits">Of the logits after the last step, by the largest.</param>
internal sealed record ReferenceRun(double Loss, double Gradient, double Statistics, double LaterLoss, double Logits)
{
    public static TheoryData<string> Files => [.. ReferenceFolder.Names("training")];

    /// <summary>Trains a net of the default type and asserts every figure of the file.</summary>
    public void Check(string file)
    {
        JsonNode run = ReferenceFolder.Manifest()["training"]!.AsArray().Single(r => (string)r!["file"]! == file)!;
        ReferenceTensors expected = ReferenceFolder.Tensors(file);
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build((string)run["net"]!, ReferenceFolder.Values<int>(run["head"]));
        net.ComputeType = get_default_dtype();
        net.Freeze((string)run["freeze"]! == "front" ? net.FrontStages : 0);
        net.train();
        Tensor pictures = FormulaNets.Picture((string)run["picture"]!, ReferenceFolder.Values<int>(run["shape"]));
        Tensor targets = tensor(ReferenceFolder.Values<long>(run["targets"]));
        Assert.Equal("adam", (string)run["optimizer"]!);
        using var parameters = new FlatParameters(net.parameters());
        using var adam = new Adam(parameters);

        double[] losses = expected.Doubles("losses");
        Assert.Equal((int)run["steps"]!, losses.Length);
        for (int step = 0; step < losses.Length; step++)
        {
            parameters.ClearGradients();
            Tensor loss = nn.functional.cross_entropy(net.forward(pictures), targets);
            loss.backward();
            AssertNear($"loss {step}", [losses[step]], Values(loss), step == 0 ? Loss : LaterLoss);
            if (step == 0)
            {
                CheckGradients(expected, net);
                CheckStatistics(expected, net);
            }

            adam.Step((double)run["learningRate"]!);
        }

        net.eval();
        using var noGradients = no_grad();
        AssertNear("logits_after5", expected.Doubles("logits_after5"), Values(net.forward(pictures)), Logits);
    }

    private void CheckGradients(ReferenceTensors expected, Net net)
    {
        Dictionary<string, Tensor> gradients = net.named_parameters()
            .Where(p => p.parameter.requires_grad)
            .ToDictionary(p => p.name, p => p.parameter.grad!);
        string[] norms = [.. expected.Names.Where(n => n.StartsWith("grad_norm/", StringComparison.Ordinal))];
        Assert.Equal(norms.Select(n => n["grad_norm/".Length..]).Order(), gradients.Keys.Order());
        foreach ((string name, Tensor gradient) in gradients)
        {
            AssertNear($"norm of {name}", expected.Doubles($"grad_norm/{name}"), Values(gradient.norm()), Gradient);
            double[] first = expected.Doubles($"grad_first/{name}");
            AssertNear($"gradient of {name}", first, Values(gradient)[..first.Length], Gradient);
        }
    }

    private void CheckStatistics(ReferenceTensors expected, Net net)
    {
        Dictionary<string, Tensor> buffers = net.named_buffers().ToDictionary(b => b.name, b => b.buffer);
        string[] names = [.. expected.Names.Where(n => n.StartsWith("after1/", StringComparison.Ordinal))];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            AssertNear(name, expected.Doubles(name), Values(buffers[name["after1/".Length..]]), Statistics);
        }
    }

    private static double[] Values(Tensor tensor) =>
        tensor.detach().to_type(ScalarType.Float64).contiguous().flatten().data<double>().ToArray();

    private static void AssertNear(string name, double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(expected.Max(Math.Abs), 1e-12);
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        TestContext.Current.SendDiagnosticMessage($"{name}: error {error / scale:G3}, {tolerance:G3} allowed");
        Assert.True(error <= tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }
}
