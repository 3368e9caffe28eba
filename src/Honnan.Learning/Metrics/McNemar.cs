namespace Honnan.Learning.Metrics;

/// <summary>
/// McNemar's exact test (1947; exact by the binomial distribution, as in statsmodels' <c>mcnemar(exact=True)</c>): whether two
/// models are right equally often, told by the pictures that just one of them gets right.
/// </summary>
public static class McNemar
{
    /// <summary>
    /// The two-sided p value min(1, 2 · P(X ≤ min(b, c))) with X binomial of b + c trials at ½: how often chance alone would
    /// part two equally good models so far; 1 where neither is right alone.
    /// </summary>
    /// <param name="onlyFirst">b, pictures that only the first model gets right; at least 0.</param>
    /// <param name="onlySecond">c, pictures that only the second one gets right; at least 0.</param>
    public static double PValue(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        int trials = onlyFirst + onlySecond;
        int least = Math.Min(onlyFirst, onlySecond);
        double logTerm = -trials * Math.Log(2); // of C(n, 0) / 2ⁿ, which itself would vanish for many trials
        double sum = 0;
        for (int k = 0; k <= least; k++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log((double)(trials - k) / (k + 1));
        }

        return Math.Min(1, 2 * sum);
    }
}
