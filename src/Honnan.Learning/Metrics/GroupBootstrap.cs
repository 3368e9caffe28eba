namespace Honnan.Learning.Metrics;

/// <summary>
/// Percentile intervals (95 % unless told otherwise) by the bootstrap (Efron and Tibshirani 1993, chapter 13), resampling whole groups: pictures
/// of one place fall or stand together, and resampling them one by one would promise too much. Where none or all are right, that of top-1 and
/// top-5 is by Clopper and Pearson: resampling would give it no width.
/// </summary>
public sealed record GroupBootstrap
{
    /// <summary>Makes the same intervals every time.</summary>
    public required int Seed { get; init; }

    /// <summary>How often the groups are drawn, at least 1.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The share of resamples inside an interval, in [0, 1].</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>
    /// Intervals of <c>top1</c>, <c>top5</c>, <c>balancedAccuracy</c>, <c>macroF1</c>, <c>logLoss</c>, <c>brier</c> and
    /// <c>ece</c> for the pictures whose country is in the vocabulary.
    /// </summary>
    /// <exception cref="Data.InputException">No picture's country is in the vocabulary.</exception>
    public IReadOnlyDictionary<string, Interval> Intervals(
        IReadOnlyList<Prediction> predictions, int classes, CancellationToken cancellation = default) =>
        Draw(predictions, classes, new ResampledFigures(classes), cancellation);

    /// <summary>Every source's figures with the intervals of <c>top1</c> and <c>top5</c>.</summary>
    public IReadOnlyList<SourceFigures> PerSource(
        Figures figures, IReadOnlyList<Prediction> predictions, CancellationToken cancellation = default) =>
        [.. figures.PerSource.Select(source => source with
        {
            Intervals = Draw(
                [.. predictions.Where(p => p.Source == source.Source)], figures.Classes, new ResampledFigures(figures.Classes, rankingOnly: true), cancellation),
        })];

    /// <summary>
    /// The same figures' differences, the first model's less the second one's, each resample drawing the same groups for both.
    /// </summary>
    /// <param name="first">One model's predictions.</param>
    /// <param name="second">The other one's of the same pictures, with the same groups.</param>
    /// <param name="classes">Countries of the vocabulary.</param>
    /// <param name="cancellation">Stops the resampling.</param>
    /// <exception cref="ArgumentException">The groups differ.</exception>
    public IReadOnlyDictionary<string, FigureDifference> Differences(
        IReadOnlyList<Prediction> first, IReadOnlyList<Prediction> second, int classes, CancellationToken cancellation = default)
    {
        GroupSums[] ours = Groups(first, classes);
        GroupSums[] theirs = Groups(second, classes);
        if (!ours.Select(g => (g.Name, g.Pictures)).SequenceEqual(theirs.Select(g => (g.Name, g.Pictures))))
        {
            throw new ArgumentException("the two models were judged on different groups", nameof(second));
        }

        var (one, other) = (new ResampledFigures(classes), new ResampledFigures(classes));
        double[] Less(IReadOnlyList<int> chosen) =>
            [.. one.Of(chosen.Select(g => ours[g])).Zip(other.Of(chosen.Select(g => theirs[g])), (a, b) => a - b)];

        double[] whole = Less([.. Enumerable.Range(0, ours.Length)]);
        Dictionary<string, Interval> intervals = Draw(one.Names, ours.Length, Less, cancellation);
        return one.Names.Zip(whole).ToDictionary(pair => pair.First, pair => new FigureDifference(pair.Second, intervals[pair.First]), StringComparer.Ordinal);
    }

    private Dictionary<string, Interval> Draw(
        IReadOnlyList<Prediction> predictions, int classes, ResampledFigures resample, CancellationToken cancellation)
    {
        GroupSums[] groups = Groups(predictions, classes);
        Dictionary<string, Interval> intervals = Draw(resample.Names, groups.Length, chosen => resample.Of(chosen.Select(g => groups[g])), cancellation);
        foreach (string share in resample.Names.Where(name => name == "top1" || (name == "top5" && classes > Figures.TopGuesses)))
        {
            intervals[share] = OfAllOrNone(intervals[share], groups.Length);
        }

        return intervals;
    }

    /// <summary>
    /// Where none or all are right, so they are in every resample. What may still lie behind that is Clopper and Pearson's (1934) interval,
    /// with groups for trials: of 0 of n it ends at 1 − (α / 2)^(1 / n).
    /// </summary>
    private Interval OfAllOrNone(Interval interval, int groups)
    {
        double unseen = 1 - Math.Pow((1 - Level) / 2, 1.0 / groups);
        return interval switch
        {
            { High: 0 } => new Interval(0, unseen),
            { Low: 1 } => new Interval(1 - unseen, 1),
            _ => interval,
        };
    }

    private static GroupSums[] Groups(IReadOnlyList<Prediction> predictions, int classes) =>
        [.. Figures.Judged(predictions, classes)
            .GroupBy(p => p.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => GroupSums.Of([.. g], classes))];

    /// <param name="names">The figures' names.</param>
    /// <param name="groups">How many there are to draw from.</param>
    /// <param name="figures">From drawn groups to the figures' values, in the names' order.</param>
    /// <param name="cancellation">Stops it.</param>
    private Dictionary<string, Interval> Draw(IReadOnlyList<string> names, int groups, Func<IReadOnlyList<int>, double[]> figures, CancellationToken cancellation)
    {
        if (Resamples < 1 || Level is not (>= 0 and <= 1))
        {
            throw new InvalidOperationException($"{Resamples} resamples at the level {Level}");
        }

        var chance = new Random(Seed);
        int[] drawn = new int[groups];
        double[][] values = [.. names.Select(_ => new double[Resamples])];
        for (int r = 0; r < Resamples; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int draw = 0; draw < groups; draw++)
            {
                drawn[draw] = chance.Next(groups);
            }

            double[] resampled = figures(drawn);
            for (int f = 0; f < resampled.Length; f++)
            {
                values[f][r] = resampled[f];
            }
        }

        return names.Zip(values).ToDictionary(v => v.First, v => Ends(v.Second), StringComparer.Ordinal);
    }

    private Interval Ends(double[] values)
    {
        Array.Sort(values);
        return new Interval(Quantile.Of(values, (1 - Level) / 2), Quantile.Of(values, (1 + Level) / 2));
    }
}
