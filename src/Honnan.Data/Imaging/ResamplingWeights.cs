using System.Buffers;

namespace Honnan.Data.Imaging;

/// <summary>
/// For each target pixel along one axis, the first source pixel and the weights of it and those after it, as whole
/// numbers of 22 binary places (Pillow's precompute_coeffs and normalize_coeffs_8bpc). Each pixel has
/// <see cref="Taps"/> weights, an even number, the last ones 0. Pooled: to be disposed.
/// </summary>
internal sealed class ResamplingWeights : IDisposable
{
    /// <summary>32 bits less 8 of the pixel and 2 for sums that overshoot.</summary>
    public const int PrecisionBits = 22;

    private int[]? _firsts;
    private int[]? _weights;

    private ResamplingWeights(int count, int taps)
    {
        Count = count;
        Taps = taps;
        _firsts = ArrayPool<int>.Shared.Rent(count);
        _weights = ArrayPool<int>.Shared.Rent(checked(count * taps));
    }

    public int Count { get; }

    public int Taps { get; }

    public int[] Firsts => _firsts ?? throw new ObjectDisposedException(nameof(ResamplingWeights));

    public int[] Weights => _weights ?? throw new ObjectDisposedException(nameof(ResamplingWeights));

    /// <summary>
    /// The first source pixel that any target pixel needs, and the one after the last. Where the source repeats, every
    /// target pixel's <see cref="Taps"/> pixels are inside.
    /// </summary>
    public (int Start, int End) Range { get; private set; }

    /// <param name="resampling">The kernel.</param>
    /// <param name="from">Where the source stretch begins, in source pixels.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="limit">Source pixels there are; null where they repeat for ever (the pixel numbers then may be negative or large).</param>
    /// <param name="count">Target pixels.</param>
    /// <param name="mirrored">Whether the target pixels are in the opposite order.</param>
    public static ResamplingWeights Create(Resampling resampling, double from, double to, int? limit, int count, bool mirrored)
    {
        // The whole part is added at the end only, so that stretches a whole number of pixels apart have equal weights.
        int whole = (int)Math.Floor(from);
        double start = from - whole;
        double scale = (to - from) / count;
        double filterScale = Math.Max(scale, 1);
        double radius = ResamplingKernel.Radius(resampling) * filterScale;
        int least = limit is null ? int.MinValue : -whole;
        int most = limit is null ? int.MaxValue : limit.Value - whole;
        int taps = 1;
        for (int i = 0; i < count; i++)
        {
            (int first, int end) = Reach(i);
            taps = Math.Max(taps, end - first);
        }

        var axis = new ResamplingWeights(count, taps + (taps & 1));
        double[] exact = ArrayPool<double>.Shared.Rent(axis.Taps);
        int low = int.MaxValue;
        int high = int.MinValue;
        for (int i = 0; i < count; i++)
        {
            double center = start + ((i + 0.5) * scale);
            (int first, int end) = Reach(i);
            int length = Math.Max(end - first, 0);
            double sum = 0;
            for (int k = 0; k < length; k++)
            {
                exact[k] = ResamplingKernel.Weight(resampling, (k + first - center + 0.5) / filterScale);
                sum += exact[k];
            }

            int place = mirrored ? count - 1 - i : i;
            Span<int> weights = axis.Weights.AsSpan(place * axis.Taps, axis.Taps);
            for (int k = 0; k < length; k++)
            {
                double fixedPoint = exact[k] / (sum != 0 ? sum : 1) * (1 << PrecisionBits);
                weights[k] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
            }

            weights[length..].Clear();

            // At the end of the source the weights move to their places' end, so that nothing is read beyond it.
            int moved = limit is null ? 0 : Math.Min(Math.Max(first + axis.Taps - most, 0), Math.Min(axis.Taps - length, first - least));
            weights[..length].CopyTo(weights[moved..]);
            weights[..moved].Clear();
            first -= moved;
            axis.Firsts[place] = first + whole;
            low = Math.Min(low, first + whole);
            high = Math.Max(high, first + whole + (limit is null ? axis.Taps : moved + length));
        }

        ArrayPool<double>.Shared.Return(exact);
        axis.Range = (low, high);
        return axis;

        (int First, int End) Reach(int i)
        {
            double center = start + ((i + 0.5) * scale);
            return (Math.Max((int)Math.Floor(center - radius + 0.5), least), Math.Min((int)Math.Floor(center + radius + 0.5), most));
        }
    }

    public void Dispose()
    {
        if (_firsts is not null)
        {
            ArrayPool<int>.Shared.Return(_firsts);
            ArrayPool<int>.Shared.Return(_weights!);
            _firsts = null;
            _weights = null;
        }
    }
}
