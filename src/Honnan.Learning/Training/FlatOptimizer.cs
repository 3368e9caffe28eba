using System.Numerics;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// An optimiser over flat memory, float32 or float64: one pass on all cores where the memory is this process's, a few tensor
/// operations where it is a device's. A derived one says what happens to a stretch of numbers; groups may have their own
/// learning rate and weight decay, and begin later than others.
/// </summary>
public abstract class FlatOptimizer : IDisposable
{
    private const int Chunk = 1 << 16;

    private readonly FlatParameters _parameters;
    private readonly ParameterGroup[] _groups;
    private readonly (long Begin, int Length, int Group)[] _pieces;
    private readonly List<(string Name, Tensor Value)> _state = [];

    /// <summary>Takes the groups, which do not overlap; the parameters stay the caller's.</summary>
    protected FlatOptimizer(FlatParameters parameters, IReadOnlyList<ParameterGroup> groups)
    {
        (_parameters, _groups) = (parameters, [.. groups]);
        _pieces = [.. _groups.SelectMany((group, index) => Pieces(group).Select(p => (p.Begin, p.Length, index)))];
    }

    /// <summary>Whether tensor operations are used, as on a device; tests compare both ways on the processor.</summary>
    internal bool ByTensors { get; init; }

    /// <summary>Steps made so far.</summary>
    public long Steps { get; set; }

    /// <summary>What is remembered from step to step, each [count] of the parameters' type, by the names that checkpoints have; this object's own.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State => _state;

    /// <summary>Moves the parameters against their gradients.</summary>
    /// <param name="learningRate">α, above 0.</param>
    /// <param name="gradientFactor">Times every gradient, before anything else is done with it.</param>
    public void Step(double learningRate, double gradientFactor = 1)
    {
        if (ByTensors || !ComputeDevice.IsHost(_parameters.Values))
        {
            StepOnDevice(learningRate, gradientFactor);
        }
        else if (_parameters.Values.dtype == ScalarType.Float64)
        {
            Step<double>(learningRate, gradientFactor);
        }
        else
        {
            Step<float>(learningRate, gradientFactor);
        }

        Steps++;
    }

    /// <summary>Frees what is remembered.</summary>
    public void Dispose()
    {
        _state.ForEach(s => s.Value.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a flat tensor of zeros to remember; it goes with this object.</summary>
    private protected Tensor Remember(string name)
    {
        Tensor zeros = zeros_like(_parameters.Values);
        _state.Add((name, zeros));
        return zeros;
    }

    /// <summary>What a step does to a stretch of numbers of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="step">The group's own steps, this one counted: from 1.</param>
    /// <param name="rate">α times the group's factor.</param>
    /// <param name="factor">Times every gradient.</param>
    private protected abstract Update<T> Prepare<T>(ParameterGroup group, long step, double rate, double factor)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>What a step does to a group, by tensor operations in place.</summary>
    /// <param name="stretch">Gives a group's stretch of a flat tensor, which stays this object's.</param>
    /// <param name="group">The group.</param>
    /// <param name="step">The group's own steps, this one counted: from 1.</param>
    /// <param name="rate">α times the group's factor.</param>
    /// <param name="gradient">The gradients times their factor: free to be changed.</param>
    /// <param name="values">The numbers to move.</param>
    private protected abstract void Move(Func<Tensor, Tensor> stretch, ParameterGroup group, long step, double rate, Tensor gradient, Tensor values);

    /// <summary>Moves values, given their gradients and the place of both in the flat memory.</summary>
    private protected delegate void Update<T>(Span<T> values, ReadOnlySpan<T> gradients, long begin);

    /// <summary>A stretch of a remembered tensor.</summary>
    internal static unsafe Span<T> Stretch<T>(nint flat, long begin, int length)
        where T : unmanaged => new((T*)flat + begin, length);

    private void Step<T>(double learningRate, double factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Update<T>?[] updates = Array.ConvertAll(_groups, g => Steps >= g.FirstStep
            ? Prepare<T>(g, Steps + 1 - g.FirstStep, learningRate * g.RateFactor, factor)
            : null);
        nint values = TensorMemory.Address(_parameters.Values);
        nint gradients = TensorMemory.Address(_parameters.Gradients);
        Parallel.For(0, _pieces.Length, i =>
        {
            (long begin, int length, int group) = _pieces[i];
            updates[group]?.Invoke(Stretch<T>(values, begin, length), Stretch<T>(gradients, begin, length), begin);
        });
    }

    private void StepOnDevice(double learningRate, double factor)
    {
        using var gradients = no_grad();
        foreach (ParameterGroup group in _groups.Where(g => Steps >= g.FirstStep))
        {
            using DisposeScope scope = NewDisposeScope();
            using Scalar scale = factor.ToScalar();
            Tensor Stretch(Tensor flat) => flat.narrow(0, group.Offset, group.Count);
            Move(Stretch, group, Steps + 1 - group.FirstStep, learningRate * group.RateFactor, Stretch(_parameters.Gradients).mul(scale), Stretch(_parameters.Values));
        }
    }

    private static IEnumerable<(long Begin, int Length)> Pieces(ParameterGroup group)
    {
        for (long done = 0; done < group.Count; done += Chunk)
        {
            yield return (group.Offset + done, (int)Math.Min(Chunk, group.Count - done));
        }
    }
}
