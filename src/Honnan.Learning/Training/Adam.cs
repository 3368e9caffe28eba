using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Adam (Kingma and Ba, 2015, algorithm 1) as torch.optim.Adam computes it: weight decay added to the gradient, ε outside
/// the root of the corrected second moment. One pass over flat memory, float32 or float64, on all cores.
/// </summary>
public sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private const int Chunk = 1 << 16;

    private readonly FlatParameters _parameters;
    private readonly double _weightDecay;

    /// <summary>Begins with both moments zero.</summary>
    /// <param name="parameters">What to move; stays the caller's.</param>
    /// <param name="weightDecay">Times the value, added to its gradient.</param>
    public Adam(FlatParameters parameters, double weightDecay = 0)
    {
        (_parameters, _weightDecay) = (parameters, weightDecay);
        FirstMoment = zeros_like(parameters.Values);
        SecondMoment = zeros_like(parameters.Values);
    }

    /// <summary>[count] of the parameters' type: the running mean of the gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>[count] of the parameters' type: the running mean of their squares.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Steps made so far.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the parameters against their gradients.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        if (_parameters.Values.dtype == ScalarType.Float64)
        {
            Step<double>(learningRate);
        }
        else
        {
            Step<float>(learningRate);
        }
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    private unsafe void Step<T>(double learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Every constant is taken in double and rounded once: in float32, 1 - 0.999^t loses half its digits.
        var constants = new Constants<T>(
            T.CreateChecked(Beta1), T.CreateChecked(1 - Beta1), T.CreateChecked(Beta2), T.CreateChecked(1 - Beta2),
            T.CreateChecked(learningRate / (1 - Math.Pow(Beta1, Steps))), T.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))),
            T.CreateChecked(Epsilon), T.CreateChecked(_weightDecay));
        nint values = Address(_parameters.Values);
        nint gradients = Address(_parameters.Gradients);
        nint first = Address(FirstMoment);
        nint second = Address(SecondMoment);
        long count = _parameters.Values.numel();
        Parallel.For(0, (count + Chunk - 1) / Chunk, chunk =>
        {
            long begin = chunk * Chunk;
            int length = (int)Math.Min(Chunk, count - begin);
            Update(
                new Span<T>((T*)values + begin, length),
                new ReadOnlySpan<T>((T*)gradients + begin, length),
                new Span<T>((T*)first + begin, length),
                new Span<T>((T*)second + begin, length),
                constants);
        });
    }

    private static unsafe nint Address(Tensor flat) =>
        flat.numel() == 0 ? 0 : (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(flat.bytes));

    private static void Update<T>(Span<T> values, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, Constants<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            Vector<T> gradient = new Vector<T>(gradients[i..]) + (value * c.WeightDecay);
            Vector<T> m = (new Vector<T>(first[i..]) * c.Beta1) + (gradient * c.Fresh1);
            Vector<T> v = (new Vector<T>(second[i..]) * c.Beta2) + (gradient * gradient * c.Fresh2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (value - (m * c.Rate / ((Vector.SquareRoot(v) * c.Root) + new Vector<T>(c.Epsilon)))).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            T gradient = gradients[i] + (values[i] * c.WeightDecay);
            first[i] = (first[i] * c.Beta1) + (gradient * c.Fresh1);
            second[i] = (second[i] * c.Beta2) + (gradient * gradient * c.Fresh2);
            values[i] -= first[i] * c.Rate / ((T.Sqrt(second[i]) * c.Root) + c.Epsilon);
        }
    }

    /// <summary>β and 1 − β of both moments, α / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ), ε, and the weight decay.</summary>
    private readonly record struct Constants<T>(T Beta1, T Fresh1, T Beta2, T Fresh2, T Rate, T Root, T Epsilon, T WeightDecay);
}
