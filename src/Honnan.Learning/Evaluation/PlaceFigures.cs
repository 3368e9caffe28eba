using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>What several pictures of one place say together: the document's key <c>places</c>.</summary>
/// <param name="Places">Places of two pictures or more whose country is in the vocabulary.</param>
/// <param name="Pictures">Their pictures.</param>
/// <param name="Top1Alone">The share of right guesses, each picture for itself.</param>
/// <param name="Top1">The share of places guessed right by the mean of their pictures' probabilities.</param>
/// <param name="Top5">The share of places with the true country among the five best of that mean.</param>
/// <param name="ByNumber">The share of places guessed right by the number of their pictures.</param>
public sealed record PlaceFigures(int Places, int Pictures, double Top1Alone, double Top1, double Top5, IReadOnlyDictionary<string, double> ByNumber)
{
    /// <summary>Computes them; null where no place has two pictures.</summary>
    /// <param name="predictions">Every picture; those without a named place do not count.</param>
    public static PlaceFigures? Of(IReadOnlyList<Prediction> predictions)
    {
        Prediction[][] places = [.. predictions.Where(p => p.Truth >= 0 && p.Place is not null)
            .GroupBy(p => (p.Source, p.Place, p.Truth)).Select(g => g.ToArray()).Where(g => g.Length > 1)];
        if (places.Length == 0)
        {
            return null;
        }

        (int Count, bool Right, bool Near)[] together = Array.ConvertAll(places, place =>
        {
            double[] mean = Answerer.Mean([.. place.Select(p => p.Probabilities)]);
            return (place.Length, Ranking.Largest(mean) == place[0].Truth, Ranking.IsAmong(mean, place[0].Truth, 5));
        });
        return new PlaceFigures(
            places.Length,
            places.Sum(p => p.Length),
            places.SelectMany(p => p).Average(p => p.Guess == p.Truth ? 1.0 : 0.0),
            together.Average(t => t.Right ? 1.0 : 0.0),
            together.Average(t => t.Near ? 1.0 : 0.0),
            together.GroupBy(t => t.Count).OrderBy(g => g.Key).ToDictionary(g => $"{g.Key}", g => g.Average(t => t.Right ? 1.0 : 0.0)));
    }
}
