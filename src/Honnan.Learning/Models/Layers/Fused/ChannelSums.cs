using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>Σ a and Σ a · b of the channels that two vectors hold.</summary>
internal unsafe struct ChannelSums(float* plain, float* products)
{
    private Vector256<float> _plain1 = Vector256.Load(plain);
    private Vector256<float> _plain2 = Vector256.Load(plain + Vector256<float>.Count);
    private Vector256<float> _product1 = Vector256.Load(products);
    private Vector256<float> _product2 = Vector256.Load(products + Vector256<float>.Count);

    /// <summary>Adds to both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<float> a1, Vector256<float> b1, Vector256<float> a2, Vector256<float> b2)
    {
        _plain1 += a1;
        _plain2 += a2;
        _product1 = Vector256.FusedMultiplyAdd(a1, b1, _product1);
        _product2 = Vector256.FusedMultiplyAdd(a2, b2, _product2);
    }

    /// <summary>Writes both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* plain, float* products)
    {
        _plain1.Store(plain);
        _plain2.Store(plain + Vector256<float>.Count);
        _product1.Store(products);
        _product2.Store(products + Vector256<float>.Count);
    }
}
