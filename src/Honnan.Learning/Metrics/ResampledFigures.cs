namespace Honnan.Learning.Metrics;

/// <summary>The figures of one resample, gathered group by group.</summary>
/// <param name="classes">Countries in the vocabulary.</param>
/// <param name="rankingOnly">Only top1 and top5.</param>
internal sealed class ResampledFigures(int classes, bool rankingOnly = false)
{
    private readonly ConfusionMatrix _confusion = new(classes);
    private readonly int[] _cells = new int[classes * classes];
    private readonly double[] _gaps = new double[ProbabilityScores.CalibrationBins];
    private double _pictures;
    private double _top1;
    private double _top5;
    private double _logLoss;
    private double _brier;

    public IReadOnlyList<string> Names { get; } =
        rankingOnly ? ["top1", "top5"] : ["top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "brier", "ece"];

    /// <summary>The figures of some groups, in the order of <see cref="Names"/>.</summary>
    public double[] Of(IEnumerable<GroupSums> groups)
    {
        Clear();
        foreach (GroupSums group in groups)
        {
            Add(group);
        }

        return Values();
    }

    private void Clear()
    {
        _confusion.Clear();
        Array.Clear(_cells);
        Array.Clear(_gaps);
        _pictures = _top1 = _top5 = _logLoss = _brier = 0;
    }

    private void Add(GroupSums group)
    {
        _pictures += group.Pictures;
        _top1 += group.Top1;
        _top5 += group.Top5;
        if (rankingOnly)
        {
            return;
        }

        _logLoss += group.LogLoss;
        _brier += group.Brier;
        foreach (int cell in group.Cells)
        {
            _cells[cell]++;
        }

        foreach ((int bin, double gap) in group.Gaps)
        {
            _gaps[bin] += gap;
        }
    }

    private double[] Values()
    {
        if (rankingOnly)
        {
            return [_top1 / _pictures, _top5 / _pictures];
        }

        for (int cell = 0; cell < _cells.Length; cell++)
        {
            if (_cells[cell] > 0)
            {
                _confusion.Add(cell / classes, cell % classes, _cells[cell]);
            }
        }

        return
        [
            _top1 / _pictures, _top5 / _pictures, _confusion.BalancedAccuracy, _confusion.MacroF1,
            _logLoss / _pictures, _brier / _pictures, _gaps.Sum(Math.Abs) / _pictures,
        ];
    }
}
