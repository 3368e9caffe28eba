using Honnan.Data.Answers;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Fitting;

/// <summary>The principal axes of pictures' features.</summary>
internal static class FeatureSpaceFit
{
    /// <summary>Mean, axes and deviations over views; each picture counts once, whatever the number of its views.</summary>
    /// <param name="pictures">With features; at least two.</param>
    /// <param name="axes">The axes of the greatest deviation, at most so many.</param>
    /// <param name="points">The points, from the space without them; null for none.</param>
    public static FeatureSpace Of(IReadOnlyList<ObservedPicture> pictures, int axes, Func<FeatureSpace, IReadOnlyList<float[]>>? points = null)
    {
        int channels = pictures[0].Views[0].Features.Length;
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (float[] rows, float[] weights) = Rows(pictures, channels);
        Tensor x = tensor(rows, [weights.Length, channels]).to_type(ScalarType.Float64);
        Tensor w = tensor(weights, [weights.Length, 1]).to_type(ScalarType.Float64);
        Tensor mean = x.mul(w).sum(0, keepdim: true);
        Tensor weighted = (x - mean).mul(w.sqrt());
        (Tensor squares, Tensor vectors) = linalg.eigh(weighted.t().matmul(weighted)); // ascending
        int kept = Math.Min(axes, Math.Min(channels, pictures.Count - 1));
        Tensor deviations = squares.narrow(0, channels - kept, kept).flip(0).clamp_min(SmallestVariance).sqrt();
        Tensor directions = vectors.narrow(1, channels - kept, kept).flip(1).t().div(deviations.unsqueeze(1));
        var space = new FeatureSpace
        {
            Mean = Packed(1, channels, mean),
            Axes = Packed(kept, channels, directions),
            Deviations = Packed(1, kept, deviations),
            Points = PackedMatrix.Of(0, kept, []),
        };
        return points is null ? space : space with { Points = PackedPoints(points(space), kept) };
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

    private static PackedMatrix PackedPoints(IReadOnlyList<float[]> points, int columns) =>
        PackedMatrix.Of(points.Count, columns, [.. points.SelectMany(p => p)]);
}
