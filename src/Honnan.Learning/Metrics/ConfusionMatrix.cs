namespace Honnan.Learning.Metrics;

/// <summary>
/// How often each class was guessed for each true class, and the figures that follow from that alone. Definitions are
/// scikit-learn's (<c>precision_recall_fscore_support</c> with zero_division 0, <c>balanced_accuracy_score</c>,
/// <c>cohen_kappa_score</c>, <c>matthews_corrcoef</c>).
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly long[] _true;
    private readonly long[] _guessed;

    /// <summary>Counts for <paramref name="classes"/> classes, all 0.</summary>
    public ConfusionMatrix(int classes)
    {
        Classes = classes;
        _counts = new long[classes * classes];
        _true = new long[classes];
        _guessed = new long[classes];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Pictures counted.</summary>
    public long Total { get; private set; }

    /// <summary>Pictures of the true class <paramref name="truth"/> that were taken for <paramref name="guess"/>.</summary>
    public long this[int truth, int guess] => _counts[(truth * Classes) + guess];

    /// <summary>Counts pictures.</summary>
    public void Add(int truth, int guess, long pictures = 1)
    {
        _counts[(truth * Classes) + guess] += pictures;
        _true[truth] += pictures;
        _guessed[guess] += pictures;
        Total += pictures;
    }

    /// <summary>Pictures of a true class.</summary>
    public long TrueCount(int k) => _true[k];

    /// <summary>Pictures taken for a class.</summary>
    public long GuessCount(int k) => _guessed[k];

    /// <summary>The share of a true class's pictures taken for <paramref name="guess"/>; 0 where the class has none.</summary>
    public double Share(int truth, int guess) => Ratio(this[truth, guess], _true[truth]);

    /// <summary>The share of a class's pictures that were recognised; 0 where it has none.</summary>
    public double Recall(int k) => Ratio(this[k, k], _true[k]);

    /// <summary>The share of right ones among the guesses of a class; 0 where it was never guessed.</summary>
    public double Precision(int k) => Ratio(this[k, k], _guessed[k]);

    /// <summary>2 TP / (true + guessed); 0 where the class neither occurs nor is guessed.</summary>
    public double F1(int k) => Ratio(2 * this[k, k], _true[k] + _guessed[k]);

    /// <summary>The share of right guesses.</summary>
    public double Accuracy => Ratio(Right, Total);

    /// <summary>The mean recall of the classes that have pictures.</summary>
    public double BalancedAccuracy => Mean(Recall, k => _true[k] > 0);

    /// <summary>The mean F1 of the classes that occur or are guessed.</summary>
    public double MacroF1 => Mean(F1, k => _true[k] + _guessed[k] > 0);

    /// <summary>The mean F1 weighted by each class's pictures.</summary>
    public double WeightedF1 => Enumerable.Range(0, Classes).Sum(k => F1(k) * _true[k]) / Math.Max(1, Total);

    /// <summary>Cohen's kappa: agreement above chance; null where chance alone would agree always (one class only).</summary>
    public double? Kappa
    {
        get
        {
            double total = Total;
            double chance = Chance / (total * total);
            return chance < 1 ? (Accuracy - chance) / (1 - chance) : null;
        }
    }

    /// <summary>Matthews' correlation for many classes (Gorodkin's R_K); 0 where it is undefined, as in scikit-learn.</summary>
    public double Matthews
    {
        get
        {
            double total = Total;
            double trueSpread = (total * total) - _true.Sum(n => (double)n * n);
            double guessSpread = (total * total) - _guessed.Sum(n => (double)n * n);
            return trueSpread == 0 || guessSpread == 0 ? 0 : ((Right * total) - Chance) / Math.Sqrt(trueSpread * guessSpread);
        }
    }

    private long Right => Enumerable.Range(0, Classes).Sum(k => this[k, k]);

    private double Chance => Enumerable.Range(0, Classes).Sum(k => (double)_true[k] * _guessed[k]);

    /// <summary>Forgets all counts.</summary>
    internal void Clear()
    {
        Array.Clear(_counts);
        Array.Clear(_true);
        Array.Clear(_guessed);
        Total = 0;
    }

    private double Mean(Func<int, double> figure, Func<int, bool> counts)
    {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < Classes; k++)
        {
            if (counts(k))
            {
                sum += figure(k);
                n++;
            }
        }

        return n == 0 ? 0 : sum / n;
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
