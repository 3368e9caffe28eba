using Honnan.Learning.Metrics;

namespace Honnan.Learning.Reporting;

/// <summary>Which pictures a report shows, since a page that holds its pictures cannot hold fifty thousand.</summary>
public sealed class PictureChoice
{
    /// <summary>Pictures shown, at most.</summary>
    public const int Most = 900;

    private const int Listed = 24; // in each of the lists of best and worst
    private const int PerCell = 3; // of each cell of the matrix at first; then as far as there is room

    private PictureChoice(IReadOnlyList<int> topLosses, IReadOnlyList<int> surest, IReadOnlyList<int> farthest, IReadOnlyList<int> strangest, IReadOnlyList<int> shown) =>
        (TopLosses, Surest, Farthest, Strangest, Shown) = (topLosses, surest, farthest, strangest, shown);

    /// <summary>The pictures whose true country got the least probability, the least first.</summary>
    public IReadOnlyList<int> TopLosses { get; }

    /// <summary>The surest right guesses.</summary>
    public IReadOnlyList<int> Surest { get; }

    /// <summary>Those placed farthest from where they were taken.</summary>
    public IReadOnlyList<int> Farthest { get; }

    /// <summary>Those that look least like the pictures that were learned from.</summary>
    public IReadOnlyList<int> Strangest { get; }

    /// <summary>All that are shown, by their index, each once.</summary>
    public IReadOnlyList<int> Shown { get; }

    /// <summary>Chooses: the lists, then some of every cell of the matrix in turn, the surest first.</summary>
    /// <param name="predictions">Every picture.</param>
    public static PictureChoice Of(IReadOnlyList<Prediction> predictions)
    {
        int[] judged = [.. Enumerable.Range(0, predictions.Count).Where(i => predictions[i].Truth >= 0)];
        double Confidence(int i) => predictions[i].Probabilities[predictions[i].Guess];
        int[] topLosses = [.. judged.OrderBy(i => predictions[i].Probabilities[predictions[i].Truth]).Take(Listed)];
        int[] surest = [.. judged.Where(i => predictions[i].Guess == predictions[i].Truth).OrderByDescending(Confidence).Take(Listed)];
        int[] farthest = [.. judged.Where(i => predictions[i].Kilometres is not null).OrderByDescending(i => predictions[i].Kilometres).Take(Listed)];
        int[] strangest = [.. judged.Where(i => predictions[i].Strangeness is not null).OrderByDescending(i => predictions[i].Strangeness).Take(Listed)];
        int[][] cells = [.. judged.GroupBy(i => (predictions[i].Truth, predictions[i].Guess)).OrderBy(c => c.Key.Truth == c.Key.Guess).ThenByDescending(c => c.Count())
            .Select(c => c.OrderByDescending(Confidence).ToArray())];
        IEnumerable<int> first = cells.SelectMany(c => c.Take(PerCell));
        IEnumerable<int> then = Enumerable.Range(PerCell, Most).SelectMany(n => cells.Where(c => c.Length > n).Select(c => c[n]));
        int[] shown = [.. topLosses.Concat(surest).Concat(farthest).Concat(strangest).Concat(first).Concat(then).Distinct().Take(Most)];
        return new PictureChoice(topLosses, surest, farthest, strangest, shown);
    }
}
