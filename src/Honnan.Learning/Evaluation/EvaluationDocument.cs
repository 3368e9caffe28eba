using System.Text.Json;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>
/// What <c>evaluate --json</c> prints and a report keeps. Keys are camel-case; what there is no figure for is left out.
/// </summary>
public sealed record EvaluationDocument
{
    /// <inheritdoc cref="Figures.Pictures"/>
    public required int Pictures { get; init; }

    /// <summary>Pictures that the model would refuse as not of its kind; they count in every figure.</summary>
    public required int Refused { get; init; }

    /// <summary>Pictures that could not be read; they count nowhere else.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Pictures that the model has learned from; they count in every figure. Left out where that is not known.</summary>
    public int? Learned { get; init; }

    /// <summary>What is to be said with the figures; left out where there is nothing.</summary>
    public string? Caution { get; init; }

    /// <inheritdoc cref="Figures.Outside"/>
    public required int Outside { get; init; }

    /// <inheritdoc cref="Figures.Classes"/>
    public required int Classes { get; init; }

    /// <inheritdoc cref="Figures.Top1"/>
    public required double Top1 { get; init; }

    /// <inheritdoc cref="Figures.Top5"/>
    public required double Top5 { get; init; }

    /// <inheritdoc cref="Figures.BalancedAccuracy"/>
    public required double BalancedAccuracy { get; init; }

    /// <inheritdoc cref="Figures.MacroF1"/>
    public required double MacroF1 { get; init; }

    /// <inheritdoc cref="Figures.WeightedF1"/>
    public required double WeightedF1 { get; init; }

    /// <inheritdoc cref="Figures.LogLoss"/>
    public required double LogLoss { get; init; }

    /// <inheritdoc cref="Figures.Brier"/>
    public required double Brier { get; init; }

    /// <inheritdoc cref="Figures.Ece"/>
    public required double Ece { get; init; }

    /// <inheritdoc cref="Figures.Kappa"/>
    public double? Kappa { get; init; }

    /// <inheritdoc cref="Figures.Matthews"/>
    public required double Matthews { get; init; }

    /// <inheritdoc cref="Figures.MacroAuc"/>
    public double? MacroAuc { get; init; }

    /// <summary>95 % bootstrap intervals by figure.</summary>
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <inheritdoc cref="Figures.PerCountry"/>
    public required IReadOnlyList<CountryFigures> PerCountry { get; init; }

    /// <inheritdoc cref="Figures.PerSource"/>
    public required IReadOnlyList<SourceFigures> PerSource { get; init; }

    /// <inheritdoc cref="Figures.MedianKm"/>
    public double? MedianKm { get; init; }

    /// <inheritdoc cref="Figures.Within"/>
    public IReadOnlyDictionary<string, double>? Within { get; init; }

    /// <inheritdoc cref="Figures.GeoScore"/>
    public double? GeoScore { get; init; }

    /// <inheritdoc cref="Figures.PointTop1"/>
    public double? PointTop1 { get; init; }

    /// <summary>The share of right guesses of the same pictures, those with an error distance, by the country's probability; left out where there are none.</summary>
    public double? ClassifierTop1OfPlaced { get; init; }

    /// <summary>Pictures judged a second, decoding included; null where it was not timed.</summary>
    public double? PicturesPerSecond { get; init; }

    /// <summary>How honest the probabilities are.</summary>
    public required CalibrationFigures Calibration { get; init; }

    /// <summary>The countries that are taken for each other most often, with examples.</summary>
    public required IReadOnlyList<ConfusedPair> ConfusedPairs { get; init; }

    /// <summary>What several pictures of one place say together; left out where no place has two.</summary>
    public PlaceFigures? Places { get; init; }

    /// <summary>What more windows and mirror images give; left out where that was not tried.</summary>
    public IReadOnlyList<ViewFigures>? Views { get; init; }

    /// <summary>What the model makes of drawn and spoiled pictures; left out where it was not tried.</summary>
    public ProbeFigures? Probes { get; init; }

    /// <summary>What the model rests on that it should not; left out where it was not looked for.</summary>
    public ShortcutReport? Shortcuts { get; init; }

    /// <summary>The model beside another one; left out where none was named.</summary>
    public Comparison? Against { get; init; }

    /// <summary>Computes all figures and intervals.</summary>
    /// <param name="figures">The figures of <paramref name="predictions"/>.</param>
    /// <param name="predictions">Every picture, those outside the vocabulary too.</param>
    /// <param name="vocabulary">The countries in the model's order.</param>
    /// <param name="bootstrap">How the intervals are drawn.</param>
    /// <param name="unreadable">Pictures that could not be read.</param>
    /// <param name="picturesPerSecond">The measured speed, if any.</param>
    /// <param name="cancellation">Stops the resampling.</param>
    public static EvaluationDocument From(
        Figures figures,
        IReadOnlyList<Prediction> predictions,
        IReadOnlyList<CountryCode> vocabulary,
        GroupBootstrap bootstrap,
        int unreadable = 0,
        double? picturesPerSecond = null,
        CancellationToken cancellation = default) => new()
        {
            Pictures = figures.Pictures,
            Refused = figures.Refused,
            Unreadable = unreadable,
            Outside = figures.Outside,
            Classes = figures.Classes,
            Top1 = figures.Top1,
            Top5 = figures.Top5,
            BalancedAccuracy = figures.BalancedAccuracy,
            MacroF1 = figures.MacroF1,
            WeightedF1 = figures.WeightedF1,
            LogLoss = figures.LogLoss,
            Brier = figures.Brier,
            Ece = figures.Ece,
            Kappa = figures.Kappa,
            Matthews = figures.Matthews,
            MacroAuc = figures.MacroAuc,
            Intervals = bootstrap.Intervals(predictions, figures.Classes, cancellation),
            PerCountry = figures.PerCountry,
            PerSource = bootstrap.PerSource(figures, predictions, cancellation),
            MedianKm = figures.MedianKm,
            Within = figures.Within,
            GeoScore = figures.GeoScore,
            PointTop1 = figures.PointTop1,
            ClassifierTop1OfPlaced = figures.PointTop1 is null ? null : predictions.Where(p => p.Truth >= 0 && p.Kilometres is not null).Average(p => p.Guess == p.Truth ? 1.0 : 0.0),
            PicturesPerSecond = picturesPerSecond,
            Calibration = CalibrationFigures.Of(predictions),
            Places = PlaceFigures.Of(predictions),
            ConfusedPairs = ConfusedPair.Of(predictions, figures.Confusion, vocabulary),
        };

    /// <summary>The document as JSON, ending with a line break.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StrictJson.Options) + "\n";
}
