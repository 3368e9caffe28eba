using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>min(max(x, 0), 6); what is no number stays none.</summary>
internal readonly struct Relu6Activation : IMapActivation
{
    private const float Most = 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> sums) => Vector256.MinNative(Vector256.Create(Most), ReluActivation.Of(sums));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Back(Vector256<float> sums, Vector256<float> gradients) =>
        Vector256.AndNot(gradients, Vector256.LessThan(sums, Vector256<float>.Zero) | Vector256.GreaterThan(sums, Vector256.Create(Most)));
}
