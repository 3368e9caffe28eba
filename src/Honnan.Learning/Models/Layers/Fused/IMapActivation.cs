using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>An activation of eight numbers, and its way back: the same edges as libtorch's.</summary>
internal interface IMapActivation
{
    /// <summary>The activated sums.</summary>
    static abstract Vector256<float> Of(Vector256<float> sums);

    /// <summary>The gradients of the sums, of those of the activated ones.</summary>
    static abstract Vector256<float> Back(Vector256<float> sums, Vector256<float> gradients);
}
