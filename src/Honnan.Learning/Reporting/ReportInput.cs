using Honnan.Data.Geography;
using Honnan.Learning.Charts;
using Honnan.Learning.Evaluation;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;

namespace Honnan.Learning.Reporting;

/// <summary>All that a report tells of.</summary>
public sealed record ReportInput
{
    /// <summary>What was judged by what, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the model is.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>The net's numbers.</summary>
    public required long Parameters { get; init; }

    /// <summary>The figures.</summary>
    public required EvaluationDocument Document { get; init; }

    /// <summary>Counts of true and guessed countries.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>The countries in the model's order.</summary>
    public required IReadOnlyList<CountryCode> Vocabulary { get; init; }

    /// <summary>Every picture, those outside the vocabulary too.</summary>
    public required IReadOnlyList<Prediction> Predictions { get; init; }

    /// <summary>How the training went; null where its log is not there.</summary>
    public TrainingCurves? Training { get; init; }

    /// <summary>Seconds of training steps; null where the log is not there.</summary>
    public double? TrainingSeconds { get; init; }

    /// <summary>What it was judged on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The day of the judgement, as in 2026-01-31.</summary>
    public required string Day { get; init; }
}
