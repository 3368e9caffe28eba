using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>a · x + b of the channels that two vectors hold.</summary>
internal readonly unsafe struct ChannelAffine(float* scales, float* shifts)
{
    /// <summary>a of the first vector.</summary>
    public readonly Vector256<float> Scale1 = Vector256.Load(scales);

    /// <summary>a of the second.</summary>
    public readonly Vector256<float> Scale2 = Vector256.Load(scales + Vector256<float>.Count);

    private readonly Vector256<float> _shift1 = Vector256.Load(shifts);
    private readonly Vector256<float> _shift2 = Vector256.Load(shifts + Vector256<float>.Count);

    /// <summary>Of the first vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> First(Vector256<float> x) => Vector256.FusedMultiplyAdd(x, Scale1, _shift1);

    /// <summary>Of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Second(Vector256<float> x) => Vector256.FusedMultiplyAdd(x, Scale2, _shift2);
}
