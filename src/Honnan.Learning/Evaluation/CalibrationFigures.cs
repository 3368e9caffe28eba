using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>How honest the probabilities are: the document's key <c>calibration</c>.</summary>
public sealed record CalibrationFigures
{
    /// <summary>By guesses of like confidence.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>What silence gains.</summary>
    public required RiskCoverage RiskCoverage { get; init; }

    /// <summary>The same bins without the model's calibration; left out where it has none.</summary>
    public IReadOnlyList<ReliabilityBin>? ReliabilityBefore { get; init; }

    /// <summary>The calibration error without it.</summary>
    public double? EceBefore { get; init; }

    /// <summary>The log loss without it.</summary>
    public double? LogLossBefore { get; init; }

    /// <summary>Computes all of it for the pictures whose country is in the vocabulary, at least one.</summary>
    public static CalibrationFigures Of(IReadOnlyList<Prediction> predictions)
    {
        Prediction[] judged = [.. predictions.Where(p => p.Truth >= 0)];
        (double Confidence, bool Right)[] guesses = [.. judged.Select(p => (p.Probabilities[p.Guess], p.Guess == p.Truth))];
        var figures = new CalibrationFigures { Reliability = ReliabilityBin.Of(guesses), RiskCoverage = RiskCoverage.Of(guesses) };
        if (judged.Any(p => p.Uncalibrated is null))
        {
            return figures;
        }

        Prediction[] before = [.. judged.Select(p => p with { Probabilities = p.Uncalibrated! })];
        (double Confidence, bool Right)[] plain = [.. before.Select(p => (p.Probabilities[p.Guess], p.Guess == p.Truth))];
        return figures with
        {
            ReliabilityBefore = ReliabilityBin.Of(plain),
            EceBefore = ProbabilityScores.CalibrationError([.. plain.Select(g => g.Confidence)], [.. plain.Select(g => g.Right)]),
            LogLossBefore = before.Average(p => ProbabilityScores.LogLoss(p.Probabilities, p.Truth)),
        };
    }
}
