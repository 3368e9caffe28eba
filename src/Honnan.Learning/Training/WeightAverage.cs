using System.Numerics;
using System.Runtime.InteropServices;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// A moving average of what a net learns (Polyak and Juditsky, 1992): average ← average + (1 − d) · (weights − average)
/// after every step, normalisations' statistics likewise. d is the decay, in the first steps t less: (1 + t) / (10 + t), as
/// TensorFlow's ExponentialMovingAverage has it, so that the first weights are soon forgotten.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private const int Chunk = 1 << 16;

    private readonly double _decay;
    private readonly Net _net;
    private readonly List<(string Name, Tensor Live, Tensor Average)> _pairs = [];

    /// <summary>Begins with the weights as they are.</summary>
    /// <param name="net">Whose statistics are averaged; stays the caller's.</param>
    /// <param name="parameters">What learns; stays the caller's.</param>
    /// <param name="decay">Above 0 and below 1.</param>
    public WeightAverage(Net net, FlatParameters parameters, double decay)
    {
        (_net, _decay) = (net, decay);
        IEnumerable<(string Name, Tensor Live)> statistics = net.named_buffers().Where(b => b.buffer.is_floating_point()).Select(b => (b.name, b.buffer));
        foreach ((string name, Tensor live) in statistics.Prepend(("values", parameters.Values)))
        {
            _pairs.Add(($"ema.{name}", live, live.clone().DetachFromDisposeScope()));
        }
    }

    /// <summary>The averages, by the names that checkpoints have; this object's own.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => _pairs.Select(p => (p.Name, p.Average));

    /// <summary>Takes the weights after a step in.</summary>
    /// <param name="step">From 1.</param>
    public void Update(long step)
    {
        double fresh = 1 - Math.Min(_decay, (1.0 + step) / (10.0 + step));
        foreach ((_, Tensor live, Tensor average) in _pairs)
        {
            if (!ComputeDevice.IsHost(live))
            {
                using Scalar share = fresh.ToScalar();
                using Tensor difference = live - average;
                average.add_(difference, share);
            }
            else if (live.dtype == ScalarType.Float64)
            {
                Update<double>(live, average, fresh);
            }
            else
            {
                Update<float>(live, average, fresh);
            }
        }
    }

    /// <summary>Puts the averages into the net and keeps the net's own in their place; the second time puts these back.</summary>
    public void Swap()
    {
        using var gradients = no_grad();
        foreach ((_, Tensor live, Tensor average) in _pairs)
        {
            using Tensor kept = live.clone();
            live.copy_(average);
            average.copy_(kept);
        }

        _net.WeightsChanged();
    }

    /// <summary>Frees the averages.</summary>
    public void Dispose() => _pairs.ForEach(p => p.Average.Dispose());

    private static void Update<T>(Tensor live, Tensor average, double fresh)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint from = TensorMemory.Address(live);
        nint to = TensorMemory.Address(average);
        long count = live.numel();
        var share = T.CreateChecked(fresh);
        Parallel.For(0, (int)((count + Chunk - 1) / Chunk), i =>
        {
            long begin = (long)i * Chunk;
            int length = (int)Math.Min(Chunk, count - begin);
            Move(FlatOptimizer.Stretch<T>(from, begin, length), FlatOptimizer.Stretch<T>(to, begin, length), share);
        });
    }

    private static void Move<T>(ReadOnlySpan<T> values, Span<T> averages, T share)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> wide = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> target = MemoryMarshal.Cast<T, Vector<T>>(averages);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += (wide[i] - target[i]) * share;
        }

        for (int i = target.Length * Vector<T>.Count; i < averages.Length; i++)
        {
            averages[i] += (values[i] - averages[i]) * share;
        }
    }
}
