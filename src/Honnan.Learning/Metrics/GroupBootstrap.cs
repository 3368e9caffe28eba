namespace Honnan.Learning.Metrics;

/// <summary>
/// Percentile intervals (95 % unless told otherwise) by the bootstrap (Efron and Tibshirani 1993, chapter 13), resampling whole groups: pictures
/// of one place fall or stand together, and resampling them one by one would promise too much.
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

    private Dictionary<string, Interval> Draw(
        IReadOnlyList<Prediction> predictions, int classes, ResampledFigures resample, CancellationToken cancellation)
    {
        if (Resamples < 1 || Level is not (>= 0 and <= 1))
        {
            throw new InvalidOperationException($"{Resamples} resamples at the level {Level}");
        }

        GroupSums[] groups = [.. Figures.Judged(predictions, classes)
            .GroupBy(p => p.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => GroupSums.Of([.. g], classes))];
        var chance = new Random(Seed);
        double[][] values = [.. resample.Names.Select(_ => new double[Resamples])];
        for (int r = 0; r < Resamples; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            resample.Clear();
            for (int draw = 0; draw < groups.Length; draw++)
            {
                resample.Add(groups[chance.Next(groups.Length)]);
            }

            double[] figures = resample.Values();
            for (int f = 0; f < figures.Length; f++)
            {
                values[f][r] = figures[f];
            }
        }

        return resample.Names.Zip(values).ToDictionary(v => v.First, v => Ends(v.Second), StringComparer.Ordinal);
    }

    private Interval Ends(double[] values)
    {
        Array.Sort(values);
        return new Interval(Quantile.Of(values, (1 - Level) / 2), Quantile.Of(values, (1 + Level) / 2));
    }
}
