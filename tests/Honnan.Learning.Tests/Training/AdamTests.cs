using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class AdamTests
{
    // TorchSharp's own Adam is libtorch arithmetic written down independently; it runs in the same type.
    [Theory]
    [InlineData(ScalarType.Float32, 0, 1e-6)]
    [InlineData(ScalarType.Float32, 0.01, 1e-6)]
    [InlineData(ScalarType.Float64, 0.01, 1e-13)]
    public void Step_AnyGradients_MovesAsTorchSharpsAdam(ScalarType type, double weightDecay, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new Generator(3);
        Tensor Drawn(params long[] shape) => randn(shape, dtype: type, generator: generator);
        // Sizes that fill no whole vector, and one over several pieces of parallel work.
        Tensor[] start = [Drawn(3, 5, 7, 2), Drawn(11), Drawn(70_001)];
        var own = Array.ConvertAll(start, t => new TorchSharp.Modules.Parameter(t.clone()));
        var stock = Array.ConvertAll(start, t => new TorchSharp.Modules.Parameter(t.clone()));
        using var parameters = new FlatParameters(own);
        using var adam = new Adam(parameters, weightDecay);
        using var reference = optim.Adam(stock, 1e-2, weight_decay: weightDecay);

        for (int step = 0; step < 20; step++)
        {
            parameters.ClearGradients();
            reference.zero_grad();
            Loss(own).backward();
            Loss(stock).backward();
            adam.Step(1e-2);
            reference.step();
        }

        foreach ((var a, var b) in own.Zip(stock))
        {
            Assert.InRange((a - b).abs().max().to_type(ScalarType.Float64).item<double>(), 0, tolerance * b.abs().max().to_type(ScalarType.Float64).item<double>());
        }
    }

    private static Tensor Loss(TorchSharp.Modules.Parameter[] parameters) =>
        parameters.Select((p, i) => (p.sin() * (i + 1)).sum()).Aggregate((a, b) => a + b);
}
