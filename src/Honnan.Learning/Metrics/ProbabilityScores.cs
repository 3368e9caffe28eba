namespace Honnan.Learning.Metrics;

/// <summary>Figures of whole probability vectors, as scikit-learn defines them, in double precision.</summary>
public static class ProbabilityScores
{
    /// <summary>Bins of the expected calibration error.</summary>
    public const int CalibrationBins = 15;

    // log_loss clips to the spacing of doubles at 1 (numpy's finfo.eps), so a sure and wrong guess costs 36.04, not infinity.
    private const double Spacing = 2.220446049250313e-16;

    /// <summary>−ln p of the true class, p clipped to [2⁻⁵², 1 − 2⁻⁵²] as in <c>log_loss</c>.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, int truth) =>
        -Math.Log(Math.Clamp(probabilities[truth], Spacing, 1 - Spacing));

    /// <summary>Σₖ (pₖ − [k is true])², in [0, 2] (<c>brier_score_loss</c> of many classes, unhalved).</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, int truth)
    {
        double sum = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            double miss = probabilities[k] - (k == truth ? 1 : 0);
            sum += miss * miss;
        }

        return sum;
    }

    /// <summary>The bin of a confidence in (0, 1]: bin b holds (b / 15, (b + 1) / 15].</summary>
    public static int CalibrationBin(double confidence)
    {
        int bin = Math.Clamp((int)Math.Ceiling(confidence * CalibrationBins) - 1, 0, CalibrationBins - 1);

        // The product's rounding may have stepped over an edge; the edges themselves decide.
        if (bin > 0 && confidence <= (double)bin / CalibrationBins)
        {
            bin--;
        }
        else if (bin < CalibrationBins - 1 && confidence > (double)(bin + 1) / CalibrationBins)
        {
            bin++;
        }

        return bin;
    }

    /// <summary>
    /// The expected calibration error (Guo et al. 2017, "On Calibration of Modern Neural Networks", eq. 3): over 15 equal
    /// bins, closed at the right, the mean distance of a bin's accuracy from its mean confidence, weighted by its pictures.
    /// </summary>
    /// <param name="confidences">[N], the guess's probability.</param>
    /// <param name="right">[N], whether the guess is right.</param>
    public static double CalibrationError(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> right)
    {
        Span<double> gaps = stackalloc double[CalibrationBins];
        for (int i = 0; i < confidences.Length; i++)
        {
            gaps[CalibrationBin(confidences[i])] += (right[i] ? 1 : 0) - confidences[i];
        }

        double sum = 0;
        foreach (double gap in gaps)
        {
            sum += Math.Abs(gap);
        }

        return confidences.Length == 0 ? 0 : sum / confidences.Length;
    }

    /// <summary>
    /// The mean over classes of the area under each class's curve against the rest (<c>roc_auc_score</c>, one-vs-rest,
    /// macro), ties counting half; over the classes that have both, null where none has.
    /// </summary>
    public static double? MacroAuc(IReadOnlyList<Prediction> predictions, int classes)
    {
        double sum = 0;
        int n = 0;
        double[] scores = new double[predictions.Count];
        bool[] positive = new bool[predictions.Count];
        for (int k = 0; k < classes; k++)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = predictions[i].Probabilities[k];
                positive[i] = predictions[i].Truth == k;
            }

            if (Auc(scores, positive) is { } area)
            {
                sum += area;
                n++;
            }
        }

        return n == 0 ? null : sum / n;
    }

    /// <summary>
    /// The area under the curve of a score that is to be higher for one kind than for another (<c>roc_auc_score</c> of two
    /// classes): the share of pairs in which it is, ties counting half; null where a kind has none.
    /// </summary>
    public static double? Auc(IReadOnlyList<double> higher, IReadOnlyList<double> lower) =>
        Auc([.. higher, .. lower], [.. higher.Select(_ => true), .. lower.Select(_ => false)]);

    // Mann and Whitney's count: the share of pairs in which the positive scores higher. Sorts both arrays.
    private static double? Auc(double[] scores, bool[] positive)
    {
        Array.Sort(scores, positive);
        long below = 0;
        long positives = 0;
        double pairs = 0;
        for (int i = 0; i < scores.Length;)
        {
            int end = i;
            long up = 0;
            while (end < scores.Length && scores[end] == scores[i])
            {
                up += positive[end] ? 1 : 0;
                end++;
            }

            long down = end - i - up;
            pairs += up * (below + (0.5 * down));
            positives += up;
            below += down;
            i = end;
        }

        return positives == 0 || below == 0 ? null : pairs / ((double)positives * below);
    }
}
