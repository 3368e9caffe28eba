using Honnan.Data;

namespace Honnan.Learning.Metrics;

/// <summary>
/// Two models of one vocabulary on the same pictures, compared picture by picture: what both find hard or easy falls out, so
/// that smaller differences are told from chance than by two intervals side by side.
/// </summary>
public sealed record PairedComparison
{
    /// <summary>Pictures that both models judged and whose country is in the vocabulary.</summary>
    public required int Pictures { get; init; }

    /// <summary>Pictures that only the first model gets right.</summary>
    public required int OnlyFirst { get; init; }

    /// <summary>Pictures that only the second model gets right.</summary>
    public required int OnlySecond { get; init; }

    /// <summary>McNemar's exact p value; see <see cref="McNemar.PValue"/>. It takes pictures for independent, the intervals do not.</summary>
    public required double PValue { get; init; }

    /// <summary>The figures of <see cref="GroupBootstrap.Intervals"/>, the first model's less the second one's.</summary>
    public required IReadOnlyDictionary<string, FigureDifference> Differences { get; init; }

    /// <summary>Compares two models' predictions; pictures that one of them could not read are left out.</summary>
    /// <param name="first">One model's.</param>
    /// <param name="second">The other model's.</param>
    /// <param name="classes">Countries of the vocabulary, which is the same for both.</param>
    /// <param name="bootstrap">How the intervals are drawn.</param>
    /// <param name="cancellation">Stops the resampling.</param>
    /// <exception cref="InputException">They have no picture in common whose country is in the vocabulary.</exception>
    public static PairedComparison Of(
        IReadOnlyList<Prediction> first, IReadOnlyList<Prediction> second, int classes, GroupBootstrap bootstrap, CancellationToken cancellation = default)
    {
        Dictionary<(string, string), Prediction> others = second.Where(p => p.Truth >= 0).ToDictionary(p => (p.Source, p.File));
        Prediction[] ours = [.. first.Where(p => p.Truth >= 0 && others.ContainsKey((p.Source, p.File)))];
        Prediction[] theirs = [.. ours.Select(p => others[(p.Source, p.File)] with { Group = p.Group })];
        if (ours.Length == 0)
        {
            throw new InputException("the two models have no picture in common whose country they know");
        }

        int onlyFirst = ours.Zip(theirs).Count(pair => pair.First.Guess == pair.First.Truth && pair.Second.Guess != pair.Second.Truth);
        int onlySecond = ours.Zip(theirs).Count(pair => pair.First.Guess != pair.First.Truth && pair.Second.Guess == pair.Second.Truth);
        return new PairedComparison
        {
            Pictures = ours.Length,
            OnlyFirst = onlyFirst,
            OnlySecond = onlySecond,
            PValue = McNemar.PValue(onlyFirst, onlySecond),
            Differences = bootstrap.Differences(ours, theirs, classes, cancellation),
        };
    }
}
