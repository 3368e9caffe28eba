using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Fitting;

/// <summary>Fits the rule by which pictures of another kind are told.</summary>
public static class RefusalFit
{
    /// <summary>The share of real pictures that the threshold refuses.</summary>
    public const double RefusedShare = 0.05;

    /// <summary>The score that tells best of those compared; docs/judging.md has the figures.</summary>
    public const RefusalScore Best = RefusalScore.Residual;

    private const int Neighbour = 5;
    private const int MostPoints = 2000;

    /// <summary>The rule of one kind.</summary>
    /// <param name="learned">Pictures that the net has learned from, with features.</param>
    /// <param name="held">Pictures that it has not learned from, with features; at least one.</param>
    /// <param name="space">The space of <paramref name="learned"/>, asked for where the score needs one.</param>
    /// <param name="score">What is measured.</param>
    public static RefusalRule Of(IReadOnlyList<ObservedPicture> learned, IReadOnlyList<ObservedPicture> held, Lazy<FeatureSpace> space, RefusalScore score)
    {
        var rule = new RefusalRule
        {
            Score = score,
            Threshold = 0,
            Neighbour = score == RefusalScore.Neighbours ? Math.Min(Neighbour, learned.Count) : 1,
            Space = score switch
            {
                RefusalScore.MaxProbability or RefusalScore.Energy => null,
                RefusalScore.Country => With(space.Value, Means(learned, space.Value)),
                RefusalScore.Neighbours => With(space.Value, Views(learned, space.Value)),
                _ => space.Value,
            },
        };
        double[] scores = [.. held.Select(p => rule.Strangeness(p.Views)).Order()];
        double threshold = Quantile.Of(scores, 1 - RefusedShare);
        return rule with { Threshold = threshold, RefusedShare = scores.Count(s => s > threshold) / (double)scores.Length };
    }

    private static List<float[]> Means(IReadOnlyList<ObservedPicture> learned, FeatureSpace space) =>
        [.. learned.GroupBy(p => p.Truth).OrderBy(g => g.Key).Select(country => Mean([.. country.Select(p => Mean([.. p.Views.Select(v => space.Whiten(v.Features))]))]))];

    private static FeatureSpace With(FeatureSpace space, List<float[]> points) =>
        space with { Points = PackedMatrix.Of(points.Count, space.Axes.Rows, [.. points.SelectMany(p => p)]) };

    /// <summary>One view of each picture, in turn another one, as far as they go.</summary>
    private static List<float[]> Views(IReadOnlyList<ObservedPicture> learned, FeatureSpace space)
    {
        int step = (learned.Count + MostPoints - 1) / MostPoints;
        return [.. learned.Where((_, i) => i % step == 0).Select((p, i) => space.Whiten(p.Views[i % p.Views.Count].Features))];
    }

    private static float[] Mean(IReadOnlyList<float[]> vectors)
    {
        float[] mean = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += vector[i] / vectors.Count;
            }
        }

        return mean;
    }
}
