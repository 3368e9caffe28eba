using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>
/// The places' first principal component: of [places, channels], centred, the projection on the direction of the largest
/// variance. The direction's sign is arbitrary; here it is the one along which the sum of the channels grows, so that a map
/// shows where there is more, not less, of what is weighted.
/// </summary>
internal static class PrincipalComponent
{
    /// <summary>[N,C,h,w] → [N,h,w] of the same type; in float64 within.</summary>
    public static Tensor Of(Tensor channels)
    {
        Tensor places = Centred(channels); // [N,hw,C]
        bool few = places.shape[1] <= places.shape[2];
        Tensor first = few
            ? Scaled(linalg.eigh(places.matmul(places.transpose(1, 2)))) // the projection is σ · the left singular vector
            : places.matmul(Last(linalg.eigh(places.transpose(1, 2).matmul(places)).Item2).unsqueeze(2)).squeeze(2);
        return AsMap(first, places, channels);
    }

    /// <summary>
    /// The same in the space of a kernel tanh(x·y / C + 1) (scikit-learn's KernelPCA, kernel "sigmoid"): Gram matrix centred on both sides, the
    /// eigenvector of its largest eigenvalue times that value's root.
    /// </summary>
    public static Tensor OfKernel(Tensor channels)
    {
        Tensor places = Centred(channels);
        using Scalar gamma = (1.0 / channels.shape[1]).ToScalar();
        Tensor kernel = places.matmul(places.transpose(1, 2)).mul(gamma).add(Alpha.One, Alpha.One).tanh(); // [N,hw,hw]
        Tensor rows = kernel.mean([1], keepdim: true);
        Tensor columns = kernel.mean([2], keepdim: true);
        Tensor centred = (kernel - rows - columns).add(rows.mean([2], keepdim: true), Alpha.One);
        return AsMap(Scaled(linalg.eigh(centred)), places, channels);
    }

    private static Tensor Centred(Tensor channels)
    {
        Tensor places = channels.flatten(2).transpose(1, 2).to_type(ScalarType.Float64);
        return places - places.mean([1], keepdim: true);
    }

    private static Tensor Scaled((Tensor Values, Tensor Vectors) eigen) =>
        Last(eigen.Vectors) * eigen.Values.narrow(1, eigen.Values.shape[1] - 1, 1).relu().sqrt();

    /// <summary>[N,n,n], eigenvalues ascending → the last column [N,n].</summary>
    private static Tensor Last(Tensor vectors) => vectors.select(2, vectors.shape[2] - 1);

    private static Tensor AsMap(Tensor projection, Tensor places, Tensor channels)
    {
        Tensor sign = (projection * places.sum(2)).sum(1, keepdim: true).sign();
        return (projection * sign).reshape(channels.shape[0], channels.shape[2], channels.shape[3]).to_type(channels.dtype);
    }
}
