using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Honnan.Learning.Tests.Training;

public sealed class FlatOptimizerTests
{
    private const double Tolerance = 1e-13;

    [Theory]
    [InlineData("sgd", 0.05, false)]
    [InlineData("sgd", 0.05, true)]
    [InlineData("sgd-momentum", 0.05, false)]
    [InlineData("sgd-momentum", 0.05, true)]
    [InlineData("sgd-nesterov", 0.05, false)]
    [InlineData("sgd-nesterov", 0.05, true)]
    [InlineData("adam", 0.05, false)]
    [InlineData("adam", 0.05, true)]
    [InlineData("adamw", 0.05, false)]
    [InlineData("adamw", 0.05, true)]
    [InlineData("adamw-groups", 0.01, false)]
    [InlineData("adamw-groups", 0.01, true)]
    [InlineData("sgd-clipped", 0.05, false)]
    [InlineData("sgd-clipped", 0.05, true)]
    public void Step_SmallNumbers_MovesAsPyTorchDoes(string name, double rate, bool byTensors)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] own = Parameters();
        using var parameters = new FlatParameters(own);
        using FlatOptimizer optimizer = Of(name, parameters, byTensors);
        double? clip = name == "sgd-clipped" ? 1.5 : null;

        for (int step = 0; step < TorchFigures.Steps; step++)
        {
            parameters.ClearGradients();
            Loss(own).backward();
            double factor = clip is { } most ? Math.Min(1, most / (parameters.GradientNorm + 1e-6)) : 1;
            optimizer.Step(rate, factor);
        }

        AssertEqual(TorchFigures.After(name), own);
    }

    [Fact]
    public void Step_GroupThatBeginsLater_StaysAndThenMovesAsIfItHadJustBegun()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] own = Parameters();
        using var parameters = new FlatParameters(own);
        long first = own[0].numel();
        ParameterGroup[] groups = [new(0, first, 1, 0.1), new(first, own[1].numel(), 1, 0.1, FirstStep: 5)];
        using var optimizer = new Adam(parameters, groups, new AdamConstants(Decoupled: true));
        for (int step = 0; step < 5 + TorchFigures.Steps; step++)
        {
            parameters.ClearGradients();
            Loss(own).backward();
            if (step <= 5)
            {
                Assert.Equal(TorchFigures.Start[1], own[1].detach().data<double>().ToArray());
            }

            optimizer.Step(0.05);
        }

        AssertEqual([TorchFigures.After("adamw")[1]], [own[1]]);
        Assert.NotEqual(TorchFigures.After("adamw")[0], own[0].detach().data<double>().ToArray());
    }

    [Fact]
    public void Step_ManyFloats_MovesVectorsAndRestAlike()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Count = 70_001; // several pieces, and no whole number of vectors
        foreach (string name in (string[])["sgd", "sgd-momentum", "sgd-nesterov", "adamw"])
        {
            var own = new Parameter(full(Count, 0.5f));
            using var parameters = new FlatParameters([own]);
            using FlatOptimizer optimizer = Of(name, parameters);
            for (int step = 0; step < 3; step++)
            {
                parameters.Gradients.fill_(0.25f);
                optimizer.Step(0.05);
            }

            float[] values = own.detach().data<float>().ToArray();
            Assert.NotEqual(0.5f, values[0]);
            Assert.All(values, v => Assert.Equal(values[0], v, 1e-6f)); // fused multiplications may round once less
        }
    }

    private static FlatOptimizer Of(string name, FlatParameters parameters, bool byTensors = false)
    {
        ParameterGroup[] all = [new(0, parameters.Values.numel(), 1, name == "sgd-clipped" ? 0 : 0.1)];
        return name switch
        {
            "sgd" or "sgd-clipped" => new Sgd(parameters, all) { ByTensors = byTensors },
            "sgd-momentum" => new Sgd(parameters, all, 0.9) { ByTensors = byTensors },
            "sgd-nesterov" => new Sgd(parameters, all, 0.8, nesterov: true) { ByTensors = byTensors },
            "adam" => new Adam(parameters, all, new AdamConstants(0.8, 0.99, 1e-6)) { ByTensors = byTensors },
            "adamw" => new Adam(parameters, all, new AdamConstants(Decoupled: true)) { ByTensors = byTensors },
            _ => new Adam(
                parameters,
                [new(0, parameters.Segments[0].Count, 1, 0.2), new(parameters.Segments[1].Offset, parameters.Segments[1].Count, 5, 0)],
                new AdamConstants(Decoupled: true))
            { ByTensors = byTensors },
        };
    }

    private static Parameter[] Parameters() => [.. TorchFigures.Start.Select(v => new Parameter(tensor(v)))];

    private static Tensor Loss(Parameter[] parameters) =>
        parameters.Select((p, i) => ((p.sin() * (i + 1)) + (0.1 * p * p)).sum()).Aggregate((a, b) => a + b);

    private static void AssertEqual(double[][] expected, Parameter[] own)
    {
        foreach ((double[] values, Parameter parameter) in expected.Zip(own))
        {
            Assert.All(values.Zip(parameter.detach().data<double>().ToArray()), v => Assert.Equal(v.First, v.Second, Tolerance));
        }
    }
}
