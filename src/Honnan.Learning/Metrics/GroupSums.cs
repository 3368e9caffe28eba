using Honnan.Data.Answers;

namespace Honnan.Learning.Metrics;

/// <summary>What one group adds to a resample's figures.</summary>
internal sealed class GroupSums
{
    public int Pictures { get; private init; }

    public double Top1 { get; private init; }

    public double Top5 { get; private init; }

    public double LogLoss { get; private init; }

    public double Brier { get; private init; }

    /// <summary>Each picture's cell of the confusion matrix: truth · classes + guess.</summary>
    public int[] Cells { get; private init; } = [];

    /// <summary>By calibration bin: right guesses less confidences, for the bins that the group touches.</summary>
    public (int Bin, double Gap)[] Gaps { get; private init; } = [];

    public static GroupSums Of(Prediction[] pictures, int classes) => new()
    {
        Pictures = pictures.Length,
        Top1 = pictures.Count(p => p.Guess == p.Truth),
        Top5 = pictures.Count(p => Ranking.IsAmong(p.Probabilities, p.Truth, 5)),
        LogLoss = pictures.Sum(p => ProbabilityScores.LogLoss(p.Probabilities, p.Truth)),
        Brier = pictures.Sum(p => ProbabilityScores.Brier(p.Probabilities, p.Truth)),
        Cells = Array.ConvertAll(pictures, p => (p.Truth * classes) + p.Guess),
        Gaps = [.. pictures
            .Select(p => (Bin: ProbabilityScores.CalibrationBin(p.Probabilities[p.Guess]), Gap: (p.Guess == p.Truth ? 1 : 0) - p.Probabilities[p.Guess]))
            .GroupBy(p => p.Bin).Select(bin => (bin.Key, bin.Sum(p => p.Gap)))],
    };
}
