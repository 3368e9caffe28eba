using Honnan.Learning.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Lays the learning parameters of a net end to end in one piece of memory, and their gradients in another, so that an
/// optimiser makes one pass over both. 4-d weights lie in the net's memory layout inside it.
/// </summary>
public sealed class FlatParameters : IDisposable
{
    /// <summary>Moves every parameter that asks for a gradient, all of one type; they share this object's memory from then on.</summary>
    /// <param name="parameters">Those that do not learn are left alone.</param>
    /// <param name="layout">Of 4-d weights.</param>
    public FlatParameters(IEnumerable<Parameter> parameters, MemoryLayout layout = MemoryLayout.ChannelsLast)
        : this(parameters.Select((parameter, i) => ($"{i}", parameter)), layout)
    {
    }

    /// <summary>As the other one, for parameters with names.</summary>
    /// <param name="parameters">With their names.</param>
    /// <param name="layout">Of 4-d weights.</param>
    public FlatParameters(IEnumerable<(string Name, Parameter Parameter)> parameters, MemoryLayout layout = MemoryLayout.ChannelsLast)
    {
        (string Name, Parameter Parameter)[] learning = [.. parameters.Where(p => p.Parameter.requires_grad)];
        long count = learning.Sum(p => p.Parameter.numel());
        ScalarType type = learning.Length > 0 ? learning[0].Parameter.dtype : ScalarType.Float32;
        Device device = learning.Length > 0 ? learning[0].Parameter.device : CPU;
        Values = empty(count, dtype: type, device: device);
        Gradients = zeros(count, dtype: type, device: device);
        using var _ = no_grad();
        long offset = 0;
        var segments = new List<FlatSegment>();
        foreach ((string name, Parameter parameter) in learning)
        {
            using Tensor value = View(Values, offset, parameter.shape, layout);
            value.copy_(parameter);
            parameter.set_(value);
            using Tensor gradient = View(Gradients, offset, parameter.shape, layout);
            parameter.grad = gradient;
            segments.Add(new FlatSegment(name, offset, parameter.numel()));
            offset += parameter.numel();
        }

        Segments = segments;
    }

    /// <summary>[count] in the parameters' type: every learning parameter.</summary>
    public Tensor Values { get; }

    /// <summary>[count] of the same type: their gradients; a backward pass adds to them.</summary>
    public Tensor Gradients { get; }

    /// <summary>Where each parameter lies, in order and without gaps.</summary>
    public IReadOnlyList<FlatSegment> Segments { get; }

    /// <summary>The Euclidean norm of all gradients.</summary>
    public double GradientNorm
    {
        get
        {
            using Tensor norm = Gradients.norm();
            return norm.ToDouble();
        }
    }

    /// <summary>Whether every value is a finite number.</summary>
    public bool AreFinite
    {
        get
        {
            using Tensor sum = Values.sum(); // infinities do not cancel: ∞ − ∞ is no number
            return double.IsFinite(sum.ToDouble());
        }
    }

    /// <summary>Sets every gradient to zero.</summary>
    public void ClearGradients() => Gradients.zero_();

    /// <summary>Frees this object's hold; the parameters keep the memory that they share.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    private static Tensor View(Tensor flat, long offset, long[] shape, MemoryLayout layout)
    {
        if (shape.Length == 4)
        {
            return Layouts.View(flat, offset, shape, layout);
        }

        using Tensor piece = flat.narrow(0, offset, shape.Aggregate(1L, (product, size) => product * size));
        return piece.reshape(shape);
    }
}
