using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Adam (Kingma and Ba, 2015, algorithm 1) as torch.optim.Adam computes it: weight decay added to the gradient, ε outside
/// the root of the corrected second moment. One pass over flat float32 memory, on all cores.
/// </summary>
public sealed class Adam : IDisposable
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private const int Chunk = 1 << 16;

    private readonly FlatParameters _parameters;
    private readonly float _weightDecay;

    /// <summary>Begins with both moments zero.</summary>
    /// <param name="parameters">What to move; stays the caller's.</param>
    /// <param name="weightDecay">Times the value, added to its gradient.</param>
    public Adam(FlatParameters parameters, double weightDecay = 0)
    {
        (_parameters, _weightDecay) = (parameters, (float)weightDecay);
        FirstMoment = zeros_like(parameters.Values);
        SecondMoment = zeros_like(parameters.Values);
    }

    /// <summary>[count] float32: the running mean of the gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>[count] float32: the running mean of their squares.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Steps made so far.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the parameters against their gradients.</summary>
    public unsafe void Step(double learningRate)
    {
        Steps++;
        // The powers are taken in double: in float32, 1 - 0.999^t loses half its digits in the first steps.
        float rate = (float)(learningRate / (1 - Math.Pow(0.9, Steps)));
        float root = (float)Math.Sqrt(1 - Math.Pow(0.999, Steps));
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
                new Span<float>((float*)values + begin, length),
                new ReadOnlySpan<float>((float*)gradients + begin, length),
                new Span<float>((float*)first + begin, length),
                new Span<float>((float*)second + begin, length),
                rate,
                1 / root);
        });
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    private static unsafe nint Address(Tensor flat) =>
        flat.numel() == 0 ? 0 : (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(flat.bytes));

    private void Update(Span<float> values, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second, float rate, float inverseRoot)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            Vector<float> gradient = new Vector<float>(gradients[i..]) + (value * _weightDecay);
            Vector<float> m = (new Vector<float>(first[i..]) * Beta1) + (gradient * (1 - Beta1));
            Vector<float> v = (new Vector<float>(second[i..]) * Beta2) + (gradient * gradient * (1 - Beta2));
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            Vector<float> step = m * rate / ((Vector.SquareRoot(v) * inverseRoot) + new Vector<float>(Epsilon));
            (value - step).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            float gradient = gradients[i] + (values[i] * _weightDecay);
            first[i] = (first[i] * Beta1) + (gradient * (1 - Beta1));
            second[i] = (second[i] * Beta2) + (gradient * gradient * (1 - Beta2));
            values[i] -= first[i] * rate / ((MathF.Sqrt(second[i]) * inverseRoot) + Epsilon);
        }
    }
}
