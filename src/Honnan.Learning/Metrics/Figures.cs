using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Metrics;

/// <summary>
/// All figures of a model on a set of pictures, as scikit-learn defines them. Pictures whose country is outside the
/// vocabulary are counted in <see cref="Outside"/> alone; those that the model would refuse count with their guess.
/// </summary>
public sealed record Figures
{
    /// <summary>Error distances that count as a street, a region, a country and a continent, in kilometres (Im2GPS's levels).</summary>
    public static readonly IReadOnlyList<int> DistanceLevels = [25, 200, 750, 2500];

    /// <summary>Guesses of a picture that top-5 looks at.</summary>
    internal const int TopGuesses = 5;

    /// <summary>Pictures judged: those whose country is in the vocabulary.</summary>
    public required int Pictures { get; init; }

    /// <summary>Pictures whose country is not in the vocabulary.</summary>
    public required int Outside { get; init; }

    /// <summary>Judged pictures that the model would refuse as not of its kind.</summary>
    public required int Refused { get; init; }

    /// <summary>Countries in the vocabulary.</summary>
    public required int Classes { get; init; }

    /// <summary>The share of right guesses.</summary>
    public required double Top1 { get; init; }

    /// <summary>The share with the true country among the five best.</summary>
    public required double Top5 { get; init; }

    /// <summary>The mean recall of the countries that have pictures.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>The mean F1 of the countries that occur or are guessed.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>The mean F1 weighted by each country's pictures.</summary>
    public required double WeightedF1 { get; init; }

    /// <summary>The mean log loss in nats.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The mean over pictures of the squared errors' sum over countries, in [0, 2].</summary>
    public required double Brier { get; init; }

    /// <summary>The expected calibration error over 15 equal bins, closed at the right.</summary>
    public required double Ece { get; init; }

    /// <summary>Cohen's kappa; null where it is undefined.</summary>
    public required double? Kappa { get; init; }

    /// <summary>Matthews' correlation.</summary>
    public required double Matthews { get; init; }

    /// <summary>The mean area under the one-against-rest curves; null where it is undefined.</summary>
    public required double? MacroAuc { get; init; }

    /// <summary>Counts of true and guessed countries, by their indices in the vocabulary.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>One row a country of the vocabulary, in its order.</summary>
    public required IReadOnlyList<CountryFigures> PerCountry { get; init; }

    /// <summary>One row a source, by name.</summary>
    public required IReadOnlyList<SourceFigures> PerSource { get; init; }

    /// <summary>The median error distance in kilometres; null where no picture has one.</summary>
    public required double? MedianKm { get; init; }

    /// <summary>The share of error distances within each level (kilometres); null where no picture has one.</summary>
    public required IReadOnlyDictionary<string, double>? Within { get; init; }

    /// <summary>The mean of the game's score (<see cref="GeoScore"/>) over pictures with an error distance, in [0, 5000]; null where none has one.</summary>
    public required double? GeoScore { get; init; }

    /// <summary>Of pictures with an error distance, the share whose guessed point lies in the true country; null where none has one.</summary>
    public required double? PointTop1 { get; init; }

    /// <summary>Computes the figures.</summary>
    /// <param name="predictions">Every picture, those outside too; each with as many probabilities as there are countries.</param>
    /// <param name="vocabulary">The countries in the model's order.</param>
    /// <exception cref="InputException">No picture's country is in the vocabulary.</exception>
    /// <exception cref="ArgumentException">A prediction does not fit the vocabulary.</exception>
    public static Figures From(IReadOnlyList<Prediction> predictions, IReadOnlyList<CountryCode> vocabulary)
    {
        IReadOnlyList<Prediction> judged = Judged(predictions, vocabulary.Count);
        var confusion = new ConfusionMatrix(vocabulary.Count);
        double[] confidences = new double[judged.Count];
        bool[] right = new bool[judged.Count];
        for (int i = 0; i < judged.Count; i++)
        {
            int guess = judged[i].Guess;
            confusion.Add(judged[i].Truth, guess);
            confidences[i] = judged[i].Probabilities[guess];
            right[i] = guess == judged[i].Truth;
        }

        Prediction[] placed = [.. judged.Where(p => p.Kilometres is not null)];
        (double? median, IReadOnlyDictionary<string, double>? within) = Distances(judged);
        return new Figures
        {
            Pictures = judged.Count,
            Outside = predictions.Count - judged.Count,
            Refused = judged.Count(p => p.Known == false),
            Classes = vocabulary.Count,
            Top1 = confusion.Accuracy,
            Top5 = TopK(judged, TopGuesses),
            BalancedAccuracy = confusion.BalancedAccuracy,
            MacroF1 = confusion.MacroF1,
            WeightedF1 = confusion.WeightedF1,
            LogLoss = judged.Average(p => ProbabilityScores.LogLoss(p.Probabilities, p.Truth)),
            Brier = judged.Average(p => ProbabilityScores.Brier(p.Probabilities, p.Truth)),
            Ece = ProbabilityScores.CalibrationError(confidences, right),
            Kappa = confusion.Kappa,
            Matthews = confusion.Matthews,
            MacroAuc = ProbabilityScores.MacroAuc(judged, vocabulary.Count),
            Confusion = confusion,
            PerCountry = [.. vocabulary.Select((country, k) =>
                new CountryFigures(country.ToString(), (int)confusion.TrueCount(k), confusion.Recall(k), confusion.Precision(k)))],
            PerSource = [.. judged.GroupBy(p => p.Source, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(PerOne)],
            MedianKm = median,
            Within = within,
            GeoScore = placed.Length == 0 ? null : placed.Average(p => Data.Answers.GeoScore.Of(p.Kilometres!.Value)),
            PointTop1 = placed.Length == 0 ? null : placed.AsParallel().Average(p => CountryBorders.At(p.GuessedPoint!.Value) == p.Country ? 1.0 : 0.0),
        };
    }

    /// <summary>The share of pictures in the vocabulary whose true country is among the <paramref name="k"/> best (<c>top_k_accuracy_score</c>).</summary>
    public static double TopK(IEnumerable<Prediction> predictions, int k) =>
        predictions.Where(p => p.Truth >= 0).Average(p => Ranking.IsAmong(p.Probabilities, p.Truth, k) ? 1.0 : 0.0);

    /// <summary>The pictures whose country is in the vocabulary, checked.</summary>
    internal static IReadOnlyList<Prediction> Judged(IReadOnlyList<Prediction> predictions, int classes)
    {
        foreach (Prediction prediction in predictions)
        {
            if (prediction.Probabilities.Length != classes || prediction.Truth < Prediction.Outside || prediction.Truth >= classes)
            {
                throw new ArgumentException(
                    $"{prediction.File}: {prediction.Probabilities.Length} probabilities, truth {prediction.Truth}, {classes} classes", nameof(predictions));
            }

            if (!Array.TrueForAll(prediction.Probabilities, p => p is >= 0 and <= 1.000001))
            {
                throw new ArgumentException($"{prediction.File}: a probability is not in [0, 1]", nameof(predictions));
            }
        }

        Prediction[] judged = [.. predictions.Where(p => p.Truth >= 0)];
        return judged.Length > 0 ? judged : throw new InputException(
            $"nothing to evaluate: of {predictions.Count} pictures none is of a country in the model's vocabulary");
    }

    private static SourceFigures PerOne(IGrouping<string, Prediction> source) => new(
        source.Key, source.Count(), source.Average(p => p.Guess == p.Truth ? 1.0 : 0.0), TopK(source, TopGuesses));

    private static (double? Median, IReadOnlyDictionary<string, double>? Within) Distances(IEnumerable<Prediction> judged)
    {
        double[] sorted = [.. judged.Select(p => p.Kilometres).OfType<double>().Order()];
        return sorted.Length == 0
            ? (null, null)
            : (Quantile.Of(sorted, 0.5), DistanceLevels.ToDictionary(km => $"{km}", km => sorted.Count(d => d <= km) / (double)sorted.Length));
    }
}
