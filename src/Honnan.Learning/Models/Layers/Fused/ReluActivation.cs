using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>max(x, 0); no number stays none.</summary>
internal readonly struct ReluActivation : IMapActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> sums) =>
        Vector256.AndNot(sums, Vector256.LessThan(sums, Vector256<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Back(Vector256<float> sums, Vector256<float> gradients) =>
        Vector256.AndNot(gradients, Vector256.LessThanOrEqual(sums, Vector256<float>.Zero));
}
