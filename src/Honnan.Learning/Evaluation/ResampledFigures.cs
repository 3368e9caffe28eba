namespace Honnan.Learning.Evaluation;

/// <summary>The figures of one resample, gathered group by group.</summary>
internal sealed class ResampledFigures(int classes)
{
    public static readonly IReadOnlyList<string> Names = ["top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "brier", "ece"];

    private readonly ConfusionMatrix _confusion = new(classes);
    private readonly double[] _gaps = new double[ProbabilityScores.CalibrationBins];
    private double _top5;
    private double _logLoss;
    private double _brier;

    public void Clear()
    {
        _confusion.Clear();
        Array.Clear(_gaps);
        _top5 = _logLoss = _brier = 0;
    }

    public void Add(GroupSums group)
    {
        _top5 += group.Top5;
        _logLoss += group.LogLoss;
        _brier += group.Brier;
        foreach ((int truth, int guess) in group.Guesses)
        {
            _confusion.Add(truth, guess);
        }

        foreach ((int bin, double gap) in group.Gaps)
        {
            _gaps[bin] += gap;
        }
    }

    public IEnumerable<(string Name, double Value)> Values()
    {
        double n = _confusion.Total;
        yield return ("top1", _confusion.Accuracy);
        yield return ("top5", _top5 / n);
        yield return ("balancedAccuracy", _confusion.BalancedAccuracy);
        yield return ("macroF1", _confusion.MacroF1);
        yield return ("logLoss", _logLoss / n);
        yield return ("brier", _brier / n);
        yield return ("ece", _gaps.Sum(Math.Abs) / n);
    }
}
