using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>The passes for one kind of numbers and one activation, eight channels at a time.</summary>
/// <typeparam name="TNumber">How maps are stored.</typeparam>
/// <typeparam name="TActivation">What follows.</typeparam>
internal sealed unsafe class NormPasses<TNumber, TActivation> : INormPasses
    where TNumber : struct, IMapNumber
    where TActivation : struct, IMapActivation
{
    private const int Lanes = ChannelRows.Lanes;

    /// <inheritdoc/>
    public INormPasses WithoutActivation => typeof(TActivation) == typeof(NoActivation) ? this : new NormPasses<TNumber, NoActivation>();

    /// <inheritdoc/>
    public (double[] Mean, double[] Variance) Statistics(ChannelRows rows, nint input)
    {
        (int channels, nint line) = (rows.Channels, rows.Channels * TNumber.Size);
        int[] counts = new int[rows.Parts];
        return OfPartSums(rows, 3, (part, first, count, sums) =>
        {
            counts[part] = count;
            byte* pivot = (byte*)input + (first * line);
            for (int c = 0; c < channels; c += Lanes)
            {
                TNumber.Load(pivot + (c * TNumber.Size)).Store(sums + (2 * channels) + c);
            }

            for (int row = 1; row < count; row++)
            {
                byte* x = pivot + (row * line);
                for (int c = 0; c < channels; c += Lanes)
                {
                    Vector256<float> off = TNumber.Load(x + (c * TNumber.Size)) - Vector256.Load(sums + (2 * channels) + c);
                    (Vector256.Load(sums + c) + off).Store(sums + c);
                    Vector256.FusedMultiplyAdd(off, off, Vector256.Load(sums + channels + c)).Store(sums + channels + c);
                }
            }
        }, parts => PartStatistics.Join(parts, counts, channels));
    }

    /// <inheritdoc/>
    public void Normalise(ChannelRows rows, nint input, nint shortcut, nint output, float[] scale, float[] shift)
    {
        (int channels, nint line) = (rows.Channels, rows.Channels * TNumber.Size);
        rows.ForEachPart((_, first, count) =>
        {
            fixed (float* scales = scale, shifts = shift)
            {
                for (int row = first; row < first + count; row++)
                {
                    byte* x = (byte*)input + (row * line);
                    byte* s = shortcut == 0 ? null : (byte*)shortcut + (row * line);
                    byte* y = (byte*)output + (row * line);
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        TNumber.Store(TActivation.Of(Summed(x, s, scales, shifts, c)), y + (c * TNumber.Size));
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public double[] GradientSums(ChannelRows rows, nint gradient, nint input, nint shortcut, nint ofSum, float[] scale, float[] shift, float[] mean)
    {
        (int channels, nint line) = (rows.Channels, rows.Channels * TNumber.Size);
        return OfPartSums(rows, 2, (_, first, count, sums) =>
        {
            fixed (float* scales = scale, shifts = shift, means = mean)
            {
                for (int row = 0; row < count; row++)
                {
                    nint at = (first + row) * line;
                    byte* x = (byte*)input + at;
                    byte* s = shortcut == 0 ? null : (byte*)shortcut + at;
                    byte* g = (byte*)gradient + at;
                    byte* kept = ofSum == 0 ? null : (byte*)ofSum + at;
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        Vector256<float> back = TActivation.Back(Summed(x, s, scales, shifts, c), TNumber.Load(g + (c * TNumber.Size)));
                        if (kept != null)
                        {
                            TNumber.Store(back, kept + (c * TNumber.Size));
                        }

                        Vector256<float> off = TNumber.Load(x + (c * TNumber.Size)) - Vector256.Load(means + c);
                        (Vector256.Load(sums + c) + back).Store(sums + c);
                        Vector256.FusedMultiplyAdd(back, off, Vector256.Load(sums + channels + c)).Store(sums + channels + c);
                    }
                }
            }
        }, parts => PartStatistics.Sum(parts, rows.Parts, 2 * channels));
    }

    /// <inheritdoc/>
    public void InputGradient(
        ChannelRows rows, nint gradient, nint input, nint output, float[] scale, float[] shift, float[] mean, float[] slope, float[] offset)
    {
        (int channels, nint line) = (rows.Channels, rows.Channels * TNumber.Size);
        rows.ForEachPart((_, first, count) =>
        {
            fixed (float* scales = scale, shifts = shift, means = mean, slopes = slope, offsets = offset)
            {
                for (int row = first; row < first + count; row++)
                {
                    byte* x = (byte*)input + (row * line);
                    byte* g = (byte*)gradient + (row * line);
                    byte* to = (byte*)output + (row * line);
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        Vector256<float> back = TActivation.Back(Summed(x, null, scales, shifts, c), TNumber.Load(g + (c * TNumber.Size)));
                        Vector256<float> off = TNumber.Load(x + (c * TNumber.Size)) - Vector256.Load(means + c);
                        Vector256<float> rest = Vector256.FusedMultiplyAdd(off, Vector256.Load(slopes + c), Vector256.Load(offsets + c));
                        TNumber.Store(Vector256.FusedMultiplyAdd(back, Vector256.Load(scales + c), rest), to + (c * TNumber.Size));
                    }
                }
            }
        });
    }

    // The very same arithmetic forward and back: so the edges of the activation lie alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Summed(byte* input, byte* shortcut, float* scales, float* shifts, int c)
    {
        Vector256<float> sum = Vector256.FusedMultiplyAdd(TNumber.Load(input + (c * TNumber.Size)), Vector256.Load(scales + c), Vector256.Load(shifts + c));
        return shortcut == null ? sum : sum + TNumber.Load(shortcut + (c * TNumber.Size));
    }

    /// <summary>Takes so many sums of C numbers for each part, which begin at zero, and makes one thing of all.</summary>
    private static T OfPartSums<T>(ChannelRows rows, int sums, AddPart add, Func<float[], T> join)
    {
        int numbers = sums * rows.Channels;
        int all = checked(rows.Parts * numbers);
        float[] parts = ArrayPool<float>.Shared.Rent(all);
        try
        {
            Array.Clear(parts, 0, all);
            rows.ForEachPart((part, first, count) =>
            {
                fixed (float* own = &parts[part * numbers])
                {
                    add(part, first, count, own);
                }
            });
            return join(parts);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(parts);
        }
    }

    private delegate void AddPart(int part, int first, int count, float* sums);
}
