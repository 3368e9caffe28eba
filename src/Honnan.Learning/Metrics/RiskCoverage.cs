namespace Honnan.Learning.Metrics;

/// <summary>
/// What a model gains by keeping silent where it is unsure: pictures are answered in the order of confidence, and the risk is the
/// share of wrong guesses among those answered so far (Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural
/// Networks").
/// </summary>
public sealed record RiskCoverage
{
    private const int MostPoints = 400;

    private static readonly int[] Percents = [10, 25, 50, 75, 100];

    /// <summary>The mean risk over all coverages, in [0, 1]: the area under the curve; the lower, the better the order.</summary>
    public required double Area { get; init; }

    /// <summary>The area that the best possible order of the same guesses would have: all right ones first.</summary>
    public required double BestArea { get; init; }

    /// <summary>The accuracy of the surest guesses, by their share in percent: 10, 25, 50, 75, 100.</summary>
    public required IReadOnlyDictionary<string, double> AccuracyAt { get; init; }

    /// <summary>Coverage and risk after each guess, thinned to a few hundred points; for charts.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<(double Coverage, double Risk)> Curve { get; init; } = [];

    /// <summary>Computes the curve; guesses of equal confidence are answered together.</summary>
    /// <param name="guesses">Each guess's probability and whether it is right; at least one.</param>
    public static RiskCoverage Of(IReadOnlyList<(double Confidence, bool Right)> guesses)
    {
        double[] risks = Risks([.. guesses.GroupBy(g => g.Confidence).OrderByDescending(g => g.Key).Select(g => (g.Count(), g.Count(one => !one.Right)))], guesses.Count);
        int wrong = guesses.Count(g => !g.Right);
        double[] best = Risks([(guesses.Count - wrong, 0), .. Enumerable.Repeat((1, 1), wrong)], guesses.Count);
        int step = Math.Max(1, risks.Length / MostPoints);
        return new RiskCoverage
        {
            Area = risks.Average(),
            BestArea = best.Average(),
            AccuracyAt = Percents.ToDictionary(p => $"{p}", p => 1 - risks[Math.Max(1, (int)Math.Ceiling(p * risks.Length / 100.0)) - 1]),
            Curve = [.. risks.Index().Where(r => r.Index % step == 0 || r.Index == risks.Length - 1).Select(r => ((r.Index + 1.0) / risks.Length, r.Item))],
        };
    }

    /// <summary>The risk after each picture; within a run of equals the wrong ones are spread evenly, as on average over their orders.</summary>
    private static double[] Risks((int Count, int Wrong)[] runs, int count)
    {
        double[] risks = new double[count];
        int at = 0;
        double wrongBefore = 0;
        foreach ((int length, int wrong) in runs)
        {
            for (int i = 1; i <= length; i++, at++)
            {
                risks[at] = (wrongBefore + ((double)wrong * i / length)) / (at + 1);
            }

            wrongBefore += wrong;
        }

        return risks;
    }
}
