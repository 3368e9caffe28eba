namespace Honnan.Learning.Evaluation;

/// <summary>What one group adds to a resample's figures.</summary>
internal sealed class GroupSums
{
    public double Top5 { get; private init; }

    public double LogLoss { get; private init; }

    public double Brier { get; private init; }

    public (int Truth, int Guess)[] Guesses { get; private init; } = [];

    /// <summary>By calibration bin: right guesses less confidences, for the bins that the group touches.</summary>
    public (int Bin, double Gap)[] Gaps { get; private init; } = [];

    public static GroupSums Of(Prediction[] pictures) => new()
    {
        Top5 = pictures.Count(p => Ranking.IsAmong(p.Probabilities, p.Truth, 5)),
        LogLoss = pictures.Sum(p => ProbabilityScores.LogLoss(p.Probabilities, p.Truth)),
        Brier = pictures.Sum(p => ProbabilityScores.Brier(p.Probabilities, p.Truth)),
        Guesses = Array.ConvertAll(pictures, p => (p.Truth, p.Guess)),
        Gaps = [.. pictures
            .Select(p => (Bin: ProbabilityScores.CalibrationBin(p.Probabilities[p.Guess]), Gap: (p.Guess == p.Truth ? 1 : 0) - p.Probabilities[p.Guess]))
            .GroupBy(p => p.Bin).Select(bin => (bin.Key, bin.Sum(p => p.Gap)))],
    };
}
