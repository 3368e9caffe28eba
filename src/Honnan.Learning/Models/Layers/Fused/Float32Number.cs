using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>float32 as it is.</summary>
internal readonly unsafe struct Float32Number : IMapNumber
{
    public static int Size => sizeof(float);

    public static int Place(int channel) => channel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte* from, out Vector256<float> first, out Vector256<float> second)
    {
        first = Vector256.Load((float*)from);
        second = Vector256.Load((float*)from + Vector256<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> first, Vector256<float> second, byte* to)
    {
        first.Store((float*)to);
        second.Store((float*)to + Vector256<float>.Count);
    }
}
