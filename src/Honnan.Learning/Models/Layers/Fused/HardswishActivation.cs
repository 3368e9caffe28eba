using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardswishActivation : IMapActivation
{
    private const float Edge = 3;
    private const float Sixth = 1f / 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> sums) => sums * Relu6Activation.Of(sums + Vector256.Create(Edge)) * Sixth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Back(Vector256<float> sums, Vector256<float> gradients)
    {
        var edge = Vector256.Create(Edge);
        Vector256<float> inside = gradients * ((sums * (2 * Sixth)) + Vector256.Create(Edge * Sixth));
        Vector256<float> above = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(sums, edge), gradients, inside);
        return Vector256.AndNot(above, Vector256.LessThanOrEqual(sums, -edge));
    }
}
