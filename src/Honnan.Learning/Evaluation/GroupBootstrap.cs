namespace Honnan.Learning.Evaluation;

/// <summary>
/// 95 % percentile intervals by the bootstrap (Efron and Tibshirani 1993, chapter 13), resampling whole groups: pictures
/// of one place fall or stand together, and resampling them one by one would promise too much.
/// </summary>
public sealed record GroupBootstrap
{
    /// <summary>Makes the same intervals every time.</summary>
    public required int Seed { get; init; }

    /// <summary>How often the groups are drawn.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The share of resamples inside an interval.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>
    /// Intervals of <c>top1</c>, <c>top5</c>, <c>balancedAccuracy</c>, <c>macroF1</c>, <c>logLoss</c>, <c>brier</c> and
    /// <c>ece</c> for the pictures whose country is in the vocabulary.
    /// </summary>
    /// <exception cref="Data.InputException">No picture's country is in the vocabulary.</exception>
    public IReadOnlyDictionary<string, Interval> Intervals(
        IReadOnlyList<Prediction> predictions, int classes, CancellationToken cancellation = default)
    {
        GroupSums[] groups = [.. Figures.Judged(predictions, classes)
            .GroupBy(p => p.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => GroupSums.Of([.. g]))];
        var chance = new Random(Seed);
        var resample = new ResampledFigures(classes);
        var values = ResampledFigures.Names.ToDictionary(name => name, _ => new double[Resamples], StringComparer.Ordinal);
        for (int r = 0; r < Resamples; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            resample.Clear();
            for (int draw = 0; draw < groups.Length; draw++)
            {
                resample.Add(groups[chance.Next(groups.Length)]);
            }

            foreach ((string name, double value) in resample.Values())
            {
                values[name][r] = value;
            }
        }

        return values.ToDictionary(v => v.Key, v => Ends(v.Value), StringComparer.Ordinal);
    }

    /// <summary>The figures with intervals for every source.</summary>
    public IReadOnlyList<SourceFigures> PerSource(
        Figures figures, IReadOnlyList<Prediction> predictions, CancellationToken cancellation = default) =>
        [.. figures.PerSource.Select(source => source with
        {
            Intervals = Intervals([.. predictions.Where(p => p.Source == source.Source)], figures.Classes, cancellation)
                .Where(i => i.Key is "top1" or "top5").ToDictionary(i => i.Key, i => i.Value, StringComparer.Ordinal),
        })];

    private Interval Ends(double[] values)
    {
        Array.Sort(values);
        return new Interval(Quantile.Of(values, (1 - Level) / 2), Quantile.Of(values, (1 + Level) / 2));
    }
}
