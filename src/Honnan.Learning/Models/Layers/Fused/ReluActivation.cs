using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>max(x, 0); what is no number stays none.</summary>
internal readonly struct ReluActivation : IMapActivation
{
    // Of x86's instruction the second operand comes back where one is no number; others give one that is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> sums) => Vector256.MaxNative(Vector256<float>.Zero, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Back(Vector256<float> sums, Vector256<float> gradients) =>
        Vector256.AndNot(gradients, Vector256.LessThanOrEqual(sums, Vector256<float>.Zero));
}
