using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// bfloat16: the upper half of a float32, to which one is rounded to the nearest, ties away from zero. Of each pair of channels the
/// first stands in the first vector, the second in the other: one shift and one mask read both, one shift and one choice of bits write them.
/// What is no number stays none, as those that are computed have no bits in the lower half that all are set.
/// </summary>
internal readonly unsafe struct Bfloat16Number : IMapNumber
{
    private const int HalfBits = 16;
    private const uint Half = 0x8000;
    private const uint Upper = 0xFFFF0000;

    public static int Size => sizeof(ushort);

    public static int Place(int channel)
    {
        int within = channel % ChannelRows.Lanes;
        return channel - within + (within % 2 * Vector256<float>.Count) + (within / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte* from, out Vector256<float> first, out Vector256<float> second)
    {
        var pairs = Vector256.Load((uint*)from);
        first = (pairs << HalfBits).AsSingle();
        second = (pairs & Vector256.Create(Upper)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> first, Vector256<float> second, byte* to)
    {
        var half = Vector256.Create(Half);
        Vector256<uint> lower = (first.AsUInt32() + half) >> HalfBits;
        Vector256<uint> upper = second.AsUInt32() + half;
        Vector256.ConditionalSelect(Vector256.Create(Upper), upper, lower).Store((uint*)to);
    }
}
