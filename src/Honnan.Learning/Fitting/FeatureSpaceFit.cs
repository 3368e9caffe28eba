using Honnan.Data.Answers;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Fitting;

/// <summary>The principal axes of pictures' features.</summary>
internal static class FeatureSpaceFit
{
    // So that something is left beside the axes, and the axes are no single pictures.
    private const int MostAxes = 64;
    private const int PerAxis = 4;

    /// <summary>As many axes as so many pictures bear: one for every four of them, at most 64.</summary>
    /// <param name="pictures">With features; at least two.</param>
    public static FeatureSpace Of(IReadOnlyList<ObservedPicture> pictures) =>
        Of(pictures, Math.Clamp(Math.Min(pictures.Count, pictures[0].Views[0].Features.Length) / PerAxis, 1, MostAxes));

    /// <summary>Mean, axes and deviations over views; each picture counts once, whatever the number of its views.</summary>
    /// <param name="pictures">With features; at least two.</param>
    /// <param name="axes">The axes of the greatest deviation, at most so many.</param>
    public static FeatureSpace Of(IReadOnlyList<ObservedPicture> pictures, int axes)
    {
        int channels = pictures[0].Views[0].Features.Length;
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (float[] rows, float[] weights) = Rows(pictures, channels);
        Tensor x = tensor(rows, [weights.Length, channels]).to_type(ScalarType.Float64);
        Tensor w = tensor(weights, [weights.Length, 1]).to_type(ScalarType.Float64);
        Tensor mean = x.mul(w).sum(0, keepdim: true);
        int kept = Math.Min(axes, Math.Min(channels, pictures.Count - 1));
        (Tensor squares, Tensor directions) = Principal((x - mean).mul(w.sqrt()), kept);
        Tensor deviations = squares.clamp_min(SmallestVariance).sqrt();
        return new FeatureSpace
        {
            Mean = Packed(1, channels, mean),
            Axes = Packed(kept, channels, directions.div(deviations.unsqueeze(1))),
            Deviations = Packed(1, kept, deviations),
            Points = PackedMatrix.Of(0, kept, []),
        };
    }

    /// <summary>
    /// The greatest eigenvalues of xᵀx in descending order, and their eigenvectors as rows. Of x and xᵀ the smaller product is
    /// taken apart: where x xᵀ u = λ u, v = xᵀ u / √λ is the eigenvector of xᵀx.
    /// </summary>
    private static (Tensor Squares, Tensor Directions) Principal(Tensor x, int kept)
    {
        bool wide = x.shape[0] < x.shape[1];
        (Tensor squares, Tensor vectors) = linalg.eigh(wide ? x.matmul(x.t()) : x.t().matmul(x)); // ascending
        long from = squares.shape[0] - kept;
        (squares, vectors) = (squares.narrow(0, from, kept).flip(0), vectors.narrow(1, from, kept).flip(1).t());
        return (squares, wide ? vectors.matmul(x).div(squares.clamp_min(SmallestVariance).sqrt().unsqueeze(1)) : vectors);
    }

    private static readonly Scalar SmallestVariance = 1e-12.ToScalar();

    private static (float[] Rows, float[] Weights) Rows(IReadOnlyList<ObservedPicture> pictures, int channels)
    {
        int views = pictures.Sum(p => p.Views.Count);
        float[] rows = new float[views * channels];
        float[] weights = new float[views];
        int at = 0;
        foreach (ObservedPicture picture in pictures)
        {
            foreach (ViewOutput view in picture.Views)
            {
                view.Features.CopyTo(rows, at * channels);
                weights[at++] = 1f / (picture.Views.Count * (float)pictures.Count);
            }
        }

        return (rows, weights);
    }

    private static PackedMatrix Packed(int rows, int columns, Tensor values)
    {
        using Tensor narrow = values.to_type(ScalarType.Float32).contiguous();
        return PackedMatrix.Of(rows, columns, narrow.data<float>().ToArray());
    }
}
