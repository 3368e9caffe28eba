namespace Honnan.Data.Answers;

/// <summary>
/// Places by probability, with scikit-learn's rules for ties. The guess is numpy's argmax: the lowest index among
/// equals. Among the k best, as in <c>top_k_accuracy_score</c> (a stable ascending sort, reversed), the highest index
/// among equals comes first.
/// </summary>
public static class Ranking
{
    /// <summary>The index of the largest value, the lowest one among equals.</summary>
    public static int Largest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
            {
                best = k;
            }
        }

        return best;
    }

    /// <summary>Whether <paramref name="index"/> is among the <paramref name="k"/> largest.</summary>
    public static bool IsAmong(ReadOnlySpan<double> values, int index, int k)
    {
        int before = 0;
        for (int j = 0; j < values.Length; j++)
        {
            before += values[j] > values[index] || (values[j] == values[index] && j > index) ? 1 : 0;
        }

        return before < k;
    }

    /// <summary>The indices of the <paramref name="k"/> largest for showing: the best first, the lowest index first among equals, so that the guess leads.</summary>
    public static int[] Best(ReadOnlySpan<double> values, int k)
    {
        int[] order = new int[values.Length];
        double[] keys = new double[values.Length];
        for (int j = 0; j < values.Length; j++)
        {
            order[j] = j;
            keys[j] = values[j];
        }

        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));
        return order[..Math.Min(k, order.Length)];
    }
}
