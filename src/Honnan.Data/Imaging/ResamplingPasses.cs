using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Honnan.Data.Imaging;

/// <summary>
/// The two passes of resizing, in whole numbers throughout: the result is the same on every processor, whatever
/// vectors it has.
/// </summary>
internal static unsafe class ResamplingPasses
{
    private const int Half = 1 << (ResamplingWeights.PrecisionBits - 1);

    /// <summary>
    /// One row: four-byte pixels → <c>axis.Count</c> three-byte ones. Reads up to one pixel beyond the last that has a
    /// weight and writes one byte beyond the last.
    /// </summary>
    /// <param name="row">The source row; its pixel 0 is the one numbered <paramref name="origin"/> in the weights.</param>
    /// <param name="origin">The number of the row's first pixel.</param>
    /// <param name="axis">The weights.</param>
    /// <param name="firsts">The weights' first pixels.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="target">3 · count + 1 bytes.</param>
    public static void Horizontal(uint* row, int origin, ResamplingWeights axis, int* firsts, int* weights, byte* target)
    {
        int taps = axis.Taps;
        Vector256<int> pair = Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1);
        for (int i = 0; i < axis.Count; i++, weights += taps, target += 3)
        {
            uint* source = row + (firsts[i] - origin);
            Vector256<int> sum = Vector256<int>.Zero;
            for (int k = 0; k < taps; k += 2)
            {
                // Two pixels' channels as eight integers, each times its pixel's weight.
                Vector256<int> channels = Widen(Vector128.CreateScalarUnsafe(*(ulong*)(source + k)).AsByte());
                Vector256<int> both = Avx2.IsSupported
                    ? Avx2.PermuteVar8x32(Vector256.CreateScalarUnsafe(*(long*)(weights + k)).AsInt32(), pair)
                    : Vector256.Create(Vector128.Create(weights[k]), Vector128.Create(weights[k + 1]));
                sum += channels * both;
            }

            Vector128<int> pixel = sum.GetLower() + sum.GetUpper() + Vector128.Create(Half);
            *(uint*)target = Saturate(pixel >> ResamplingWeights.PrecisionBits);
        }
    }

    /// <summary>One row from several of equal length: the sum of the rows, each times its weight.</summary>
    /// <param name="first">The first source row.</param>
    /// <param name="stride">Bytes from a row to the next; at least <paramref name="length"/>.</param>
    /// <param name="weights">A weight a row.</param>
    /// <param name="taps">Rows.</param>
    /// <param name="target">Where the row goes.</param>
    /// <param name="length">Bytes in a row.</param>
    public static void Vertical(byte* first, int stride, int* weights, int taps, byte* target, int length)
    {
        int x = 0;
        for (; x + 16 <= length; x += 16)
        {
            VerticalSixteen(first + x, stride, weights, taps).Store(target + x);
        }

        if (x < length && length >= 16)
        {
            VerticalSixteen(first + length - 16, stride, weights, taps).Store(target + length - 16); // overlaps: equal values
            return;
        }

        for (; x < length; x++)
        {
            int sum = Half;
            for (int k = 0; k < taps; k++)
            {
                sum += first[(k * (long)stride) + x] * weights[k];
            }

            target[x] = (byte)Math.Clamp(sum >> ResamplingWeights.PrecisionBits, 0, 255);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> VerticalSixteen(byte* source, int stride, int* weights, int taps)
    {
        Vector256<int> left = Vector256.Create(Half);
        Vector256<int> right = left;
        for (int k = 0; k < taps; k++, source += stride)
        {
            Vector128<byte> sixteen = Vector128.Load(source);
            Vector256<int> weight = Vector256.Create(weights[k]);
            left += Widen(sixteen) * weight;
            right += Widen(Vector128.Create(sixteen.GetUpper(), sixteen.GetUpper())) * weight;
        }

        left >>= ResamplingWeights.PrecisionBits;
        right >>= ResamplingWeights.PrecisionBits;
        if (Sse2.IsSupported)
        {
            return Sse2.PackUnsignedSaturate(
                Sse2.PackSignedSaturate(left.GetLower(), left.GetUpper()),
                Sse2.PackSignedSaturate(right.GetLower(), right.GetUpper()));
        }

        Vector256<ushort> shorts = Vector256.Narrow(Clamp(left).AsUInt32(), Clamp(right).AsUInt32());
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper());
    }

    /// <summary>The lower eight bytes as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<byte> bytes)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.ConvertToVector256Int32(bytes);
        }

        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.WidenLower(bytes));
        return Vector256.Create(low, high).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Saturate(Vector128<int> pixel)
    {
        if (Sse2.IsSupported)
        {
            Vector128<short> shorts = Sse2.PackSignedSaturate(pixel, pixel);
            return Sse2.PackUnsignedSaturate(shorts, shorts).AsUInt32().ToScalar();
        }

        Vector128<uint> clamped = Vector128.Clamp(pixel, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
        Vector128<ushort> narrowed = Vector128.Narrow(clamped, clamped);
        return Vector128.Narrow(narrowed, narrowed).AsUInt32().ToScalar();
    }

    private static Vector256<int> Clamp(Vector256<int> values) =>
        Vector256.Clamp(values, Vector256<int>.Zero, Vector256.Create(255));
}
