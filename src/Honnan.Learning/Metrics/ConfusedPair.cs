using Honnan.Data.Geography;

namespace Honnan.Learning.Metrics;

/// <summary>Two countries that are taken for each other.</summary>
/// <param name="First">The one whose code comes first.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstAsSecond">Pictures of the first that were taken for the second.</param>
/// <param name="SecondAsFirst">The other way round.</param>
/// <param name="Share">Both mistakes over all pictures of the two countries, in [0, 1].</param>
/// <param name="Examples">Files of such pictures, the surest mistakes first.</param>
public sealed record ConfusedPair(string First, string Second, int FirstAsSecond, int SecondAsFirst, double Share, IReadOnlyList<string> Examples)
{
    private const int LeastMistakes = 2; // one alone is chance

    /// <summary>The pairs that are mistaken most often for their number of pictures.</summary>
    /// <param name="predictions">Every picture; those outside the vocabulary do not count.</param>
    /// <param name="confusion">Their counts.</param>
    /// <param name="vocabulary">The countries in the model's order.</param>
    /// <param name="pairs">At most.</param>
    /// <param name="examples">Files of each, at most.</param>
    public static IReadOnlyList<ConfusedPair> Of(
        IReadOnlyList<Prediction> predictions, ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary, int pairs = 20, int examples = 4)
    {
        var mistakes = predictions.Where(p => p.Truth >= 0 && p.Guess != p.Truth).ToLookup(p => (Math.Min(p.Truth, p.Guess), Math.Max(p.Truth, p.Guess)));
        return [.. mistakes
            .Where(m => m.Count() >= LeastMistakes)
            .Select(m => (Pair: m.Key, Mistakes: m, Share: m.Count() / (double)(confusion.TrueCount(m.Key.Item1) + confusion.TrueCount(m.Key.Item2))))
            .OrderByDescending(m => m.Share).ThenByDescending(m => m.Mistakes.Count()).ThenBy(m => m.Pair)
            .Take(pairs)
            .Select(m => new ConfusedPair(
                vocabulary[m.Pair.Item1].ToString(),
                vocabulary[m.Pair.Item2].ToString(),
                (int)confusion[m.Pair.Item1, m.Pair.Item2],
                (int)confusion[m.Pair.Item2, m.Pair.Item1],
                m.Share,
                [.. m.Mistakes.OrderByDescending(p => p.Probabilities[p.Guess]).Take(examples).Select(p => $"{p.Source}/{p.File}")]))];
    }
}
