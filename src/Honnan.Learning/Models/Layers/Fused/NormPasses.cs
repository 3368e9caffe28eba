using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>The passes for one kind of numbers and one activation.</summary>
/// <typeparam name="TNumber">How maps are stored.</typeparam>
/// <typeparam name="TActivation">What follows.</typeparam>
internal sealed unsafe class NormPasses<TNumber, TActivation> : INormPasses
    where TNumber : struct, IMapNumber
    where TActivation : struct, IMapActivation
{
    private const int Lanes = ChannelRows.Lanes;
    private const int Half = Lanes / 2;

    // Rows that are summed up together where they are narrow: a row's sums would wait for those of the row before. Wider ones are
    // taken one after another, as memory is read ahead then.
    private const int TogetherAtMost = 4;
    private const int Narrow = 256; // bytes

    /// <inheritdoc/>
    public INormPasses WithoutActivation => typeof(TActivation) == typeof(NoActivation) ? this : new NormPasses<TNumber, NoActivation>();

    /// <inheritdoc/>
    public (double[] Mean, double[] Variance) Statistics(ChannelRows rows, nint input)
    {
        (int channels, int line) = (rows.Channels, rows.Channels * TNumber.Size);
        int[] counts = new int[rows.Parts];
        return OfPartSums(rows, 3, (part, first, count, sums) =>
        {
            counts[part] = count;
            byte* pivot = (byte*)input + ((nint)first * line);
            for (int c = 0; c < channels; c += Lanes)
            {
                TNumber.Load(pivot + (c * TNumber.Size), out Vector256<float> one, out Vector256<float> two);
                one.Store(sums + (2 * channels) + c);
                two.Store(sums + (2 * channels) + c + Half);
            }

            for (int row = 1, together; row < count; row += together)
            {
                together = Together(line, count - row);
                AddSquares(pivot + ((nint)row * line), line, together, sums, channels);
            }
        }, parts =>
        {
            (double[] mean, double[] variance) = PartStatistics.Join(parts, counts, channels);
            return (InMemorysOrder(mean), InMemorysOrder(variance));
        });
    }

    /// <inheritdoc/>
    public void Normalise(ChannelRows rows, nint input, nint shortcut, nint output, float[] scale, float[] shift)
    {
        (int channels, int line) = (rows.Channels, rows.Channels * TNumber.Size);
        (float[] scaled, float[] shifted) = (InVectorsOrder(scale), InVectorsOrder(shift));
        rows.ForEachPart((_, first, count) =>
        {
            fixed (float* scales = scaled, shifts = shifted)
            {
                for (int row = first; row < first + count; row++)
                {
                    nint at = (nint)row * line;
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        nint place = at + (c * TNumber.Size);
                        Summed(
                            new ChannelAffine(scales + c, shifts + c), (byte*)input, (byte*)shortcut, place, out Vector256<float> _, out Vector256<float> _, out Vector256<float> z1, out Vector256<float> z2);
                        TNumber.Store(TActivation.Of(z1), TActivation.Of(z2), (byte*)output + place);
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public double[] GradientSums(ChannelRows rows, nint gradient, nint input, nint shortcut, nint ofSum, float[] scale, float[] shift, float[] mean)
    {
        (int channels, int line) = (rows.Channels, rows.Channels * TNumber.Size);
        (float[] scaled, float[] shifted, float[] middle) = (InVectorsOrder(scale), InVectorsOrder(shift), InVectorsOrder(mean));
        return OfPartSums(rows, 2, (_, first, count, sums) =>
        {
            fixed (float* scales = scaled, shifts = shifted, means = middle)
            {
                var maps = new GradientMaps((byte*)gradient, (byte*)input, (byte*)shortcut, (byte*)ofSum);
                for (int row = first, together; row < first + count; row += together)
                {
                    together = Together(line, first + count - row);
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        var sum = new ChannelAffine(scales + c, shifts + c);
                        var added = new ChannelSums(sums + c, sums + channels + c);
                        nint place = ((nint)row * line) + (c * TNumber.Size);
                        for (int i = 0; i < together; i++, place += line)
                        {
                            AddGradient(sum, means + c, maps, place, ref added);
                        }

                        added.Store(sums + c, sums + channels + c);
                    }
                }
            }
        }, parts => InMemorysOrder(PartStatistics.Sum(parts, rows.Parts, 2 * channels)));
    }

    /// <inheritdoc/>
    public void InputGradient(
        ChannelRows rows, nint gradient, nint input, nint output, float[] scale, float[] shift, float[] mean, float[] slope, float[] offset)
    {
        (int channels, int line) = (rows.Channels, rows.Channels * TNumber.Size);
        (float[] scaled, float[] shifted, float[] middle) = (InVectorsOrder(scale), InVectorsOrder(shift), InVectorsOrder(mean));
        (float[] slopes, float[] offsets) = (InVectorsOrder(slope), InVectorsOrder(offset));
        rows.ForEachPart((_, first, count) =>
        {
            fixed (float* scales = scaled, shifts = shifted, means = middle, slants = slopes, rises = offsets)
            {
                for (int row = first; row < first + count; row++)
                {
                    nint at = (nint)row * line;
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        nint place = at + (c * TNumber.Size);
                        var sum = new ChannelAffine(scales + c, shifts + c);
                        TNumber.Load((byte*)input + place, out Vector256<float> x1, out Vector256<float> x2);
                        TNumber.Load((byte*)gradient + place, out Vector256<float> g1, out Vector256<float> g2);
                        var rest = new ChannelAffine(slants + c, rises + c);
                        Vector256<float> rest1 = rest.First(x1 - Vector256.Load(means + c));
                        Vector256<float> rest2 = rest.Second(x2 - Vector256.Load(means + c + Half));
                        TNumber.Store(
                            Vector256.FusedMultiplyAdd(TActivation.Back(sum.First(x1), g1), sum.Scale1, rest1),
                            Vector256.FusedMultiplyAdd(TActivation.Back(sum.Second(x2), g2), sum.Scale2, rest2),
                            (byte*)output + place);
                    }
                }
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGradient(ChannelAffine sum, float* means, GradientMaps maps, nint at, ref ChannelSums sums)
    {
        Summed(sum, maps.Input, maps.Shortcut, at, out Vector256<float> x1, out Vector256<float> x2, out Vector256<float> z1, out Vector256<float> z2);
        TNumber.Load(maps.Gradient + at, out Vector256<float> g1, out Vector256<float> g2);
        (g1, g2) = (TActivation.Back(z1, g1), TActivation.Back(z2, g2));
        if (maps.OfSum != null)
        {
            TNumber.Store(g1, g2, maps.OfSum + at);
        }

        sums.Add(g1, x1 - Vector256.Load(means), g2, x2 - Vector256.Load(means + Half));
    }

    private static int Together(int line, int rows) => line <= Narrow && rows >= TogetherAtMost ? TogetherAtMost : 1;

    private static void AddSquares(byte* row, int line, int rows, float* sums, int channels)
    {
        for (int c = 0; c < channels; c += Lanes)
        {
            byte* x = row + (c * TNumber.Size);
            float* pivots = sums + (2 * channels) + c;
            var added = new ChannelSums(sums + c, sums + channels + c);
            for (int i = 0; i < rows; i++, x += line)
            {
                AddSquare(x, pivots, ref added);
            }

            added.Store(sums + c, sums + channels + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquare(byte* input, float* pivots, ref ChannelSums sums)
    {
        TNumber.Load(input, out Vector256<float> x1, out Vector256<float> x2);
        (x1, x2) = (x1 - Vector256.Load(pivots), x2 - Vector256.Load(pivots + Half));
        sums.Add(x1, x1, x2, x2);
    }

    // The very same arithmetic forward and back: so the edges of the activation lie alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Summed(
        ChannelAffine sum, byte* input, byte* shortcut, nint at, out Vector256<float> x1, out Vector256<float> x2, out Vector256<float> z1, out Vector256<float> z2)
    {
        TNumber.Load(input + at, out x1, out x2);
        (z1, z2) = (sum.First(x1), sum.Second(x2));
        if (shortcut != null)
        {
            TNumber.Load(shortcut + at, out Vector256<float> s1, out Vector256<float> s2);
            (z1, z2) = (z1 + s1, z2 + s2);
        }
    }

    private static float[] InVectorsOrder(float[] channels)
    {
        float[] placed = new float[channels.Length];
        for (int c = 0; c < placed.Length; c++)
        {
            placed[TNumber.Place(c)] = channels[c];
        }

        return placed;
    }

    private static double[] InMemorysOrder(double[] placed)
    {
        double[] channels = new double[placed.Length];
        for (int c = 0; c < channels.Length; c++)
        {
            channels[c] = placed[TNumber.Place(c)];
        }

        return channels;
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
