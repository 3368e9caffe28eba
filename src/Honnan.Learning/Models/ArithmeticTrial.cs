using System.Diagnostics;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Times a few steps of a net in several kinds of arithmetic, in turn.</summary>
internal static class ArithmeticTrial
{
    private const int Pictures = 4;
    private const int Classes = 56;
    private const int Rounds = 2;
    private const double StillInPlay = 1.3; // times the fastest of a round

    /// <summary>Seconds of the fastest step in each kind.</summary>
    /// <param name="name">The net's, as <see cref="NetCatalogue"/> knows it.</param>
    /// <param name="learns">Whether a step goes back too.</param>
    /// <param name="side">Height of the pictures, which are twice as wide.</param>
    /// <param name="kinds">All of them chosen.</param>
    public static Dictionary<Arithmetic, double> Time(string name, bool learns, int side, IReadOnlyList<Arithmetic> kinds)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = NetCatalogue.Build(name, inputs => new Head(inputs, [Classes]));
        net.train(learns);
        Tensor pictures = zeros(Pictures, 3, side, 2 * side);
        Tensor labels = zeros(Pictures, dtype: ScalarType.Int64);
        var fastest = kinds.ToDictionary(kind => kind, _ => double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            double least = fastest.Values.Min();
            foreach (Arithmetic kind in kinds.Where(kind => round == 0 || fastest[kind] < StillInPlay * least))
            {
                Use(net, kind);
                Step(net, pictures, learns ? labels : null); // what is laid out, folded and looked up for the first time
                long begun = Stopwatch.GetTimestamp();
                Step(net, pictures, learns ? labels : null);
                fastest[kind] = Math.Min(fastest[kind], Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }
        }

        return fastest;
    }

    private static void Use(Net net, Arithmetic kind)
    {
        (net.ComputeType, net.Layout) = (kind.Precision == Precision.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32, kind.Layout);
        using var gradients = no_grad();
        foreach (var weight in net.parameters().Where(p => p.dim() == 4))
        {
            using Tensor laid = Layouts.Of(weight, kind.Layout);
            weight.set_(laid);
            weight.grad = null;
        }
    }

    private static void Step(Net net, Tensor pictures, Tensor? labels)
    {
        using DisposeScope scope = NewDisposeScope();
        if (labels is null)
        {
            using var gradients = no_grad();
            net.forward(pictures);
            return;
        }

        Tensor loss = nn.functional.cross_entropy(net.forward(pictures), labels);
        GradientNode.GoBack(() => loss.backward());
    }
}
