namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>Spearman's correlation: Pearson's of the ranks, ties sharing their mean rank.</summary>
public static class RankCorrelation
{
    /// <summary>Of two maps' values, in [−1, 1]; 0 where one of them is the same everywhere.</summary>
    /// <exception cref="ArgumentException">They have different sizes.</exception>
    public static double Of(HeatMap first, HeatMap second)
    {
        if ((first.Width, first.Height) != (second.Width, second.Height))
        {
            throw new ArgumentException($"maps of {first.Width} x {first.Height} and {second.Width} x {second.Height}", nameof(second));
        }

        (double[] a, double[] b) = (Ranks(first.Values), Ranks(second.Values));
        double mean = (a.Length - 1) / 2.0;
        double product = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        double spread = Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
        return spread == 0 ? 0 : product / spread;
    }

    private static double[] Ranks(float[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int from = 0; from < order.Length;)
        {
            int to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]])
            {
                to++;
            }

            for (int i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }

            from = to;
        }

        return ranks;
    }
}
