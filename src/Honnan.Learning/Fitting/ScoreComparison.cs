using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Fitting;

/// <summary>How well a score tells strange pictures from real ones: areas under the curve, and what the threshold refuses.</summary>
/// <param name="Score">What is measured.</param>
/// <param name="StrangeAuroc">The area, drawn pictures of other kinds against real held-out ones.</param>
/// <param name="CorruptedAuroc">The area, heavily corrupted real pictures against real held-out ones.</param>
/// <param name="StrangeRefused">The share of the drawn ones that the threshold refuses.</param>
/// <param name="CorruptedRefused">The share of the corrupted ones that the threshold refuses.</param>
public sealed record ScoreComparison(RefusalScore Score, double StrangeAuroc, double CorruptedAuroc, double StrangeRefused, double CorruptedRefused)
{
    /// <summary>Tries every score.</summary>
    /// <param name="learned">Pictures that the net has learned from, with features.</param>
    /// <param name="held">Real pictures that it has not learned from, with features.</param>
    /// <param name="strange">Views of drawn pictures, with features.</param>
    /// <param name="corrupted">Views of corrupted pictures, with features.</param>
    public static IReadOnlyList<ScoreComparison> Of(
        IReadOnlyList<ObservedPicture> learned, IReadOnlyList<ObservedPicture> held,
        IReadOnlyList<IReadOnlyList<ViewOutput>> strange, IReadOnlyList<IReadOnlyList<ViewOutput>> corrupted)
    {
        var space = new Lazy<FeatureSpace>(() => FeatureSpaceFit.Of(learned));
        return [.. Enum.GetValues<RefusalScore>().Select(score =>
        {
            RefusalRule rule = RefusalFit.Of(learned, held, space, score);
            double[] real = [.. held.Select(p => rule.Strangeness(p.Views))];
            double[] drawn = [.. strange.Select(rule.Strangeness)];
            double[] spoiled = [.. corrupted.Select(rule.Strangeness)];
            return new ScoreComparison(
                score, ProbabilityScores.Auc(drawn, real) ?? 0.5, ProbabilityScores.Auc(spoiled, real) ?? 0.5, Refused(drawn, rule), Refused(spoiled, rule));
        })];
    }

    private static double Refused(double[] scores, RefusalRule rule) => scores.Length == 0 ? 0 : scores.Count(s => s > rule.Threshold) / (double)scores.Length;
}
