namespace Honnan.Learning.Metrics;

/// <summary>Guesses of like confidence: honest where accuracy and confidence agree.</summary>
/// <param name="Low">The bin's lower edge, outside it.</param>
/// <param name="High">The bin's upper edge, inside it.</param>
/// <param name="Pictures">Pictures whose guess has such a probability; at least 1.</param>
/// <param name="Confidence">The guesses' mean probability.</param>
/// <param name="Accuracy">The share of right ones among them.</param>
public sealed record ReliabilityBin(double Low, double High, int Pictures, double Confidence, double Accuracy)
{
    /// <summary>The bins of <see cref="ProbabilityScores.CalibrationError"/> that have pictures, from the least confidence on.</summary>
    /// <param name="guesses">Each guess's probability and whether it is right.</param>
    public static IReadOnlyList<ReliabilityBin> Of(IEnumerable<(double Confidence, bool Right)> guesses) =>
        [.. guesses.GroupBy(g => ProbabilityScores.CalibrationBin(g.Confidence)).OrderBy(bin => bin.Key).Select(bin => new ReliabilityBin(
            (double)bin.Key / ProbabilityScores.CalibrationBins,
            (bin.Key + 1.0) / ProbabilityScores.CalibrationBins,
            bin.Count(),
            bin.Average(g => g.Confidence),
            bin.Average(g => g.Right ? 1.0 : 0.0)))];
}
