using Honnan.Learning.Metrics;

namespace Honnan.Learning.Charts;

/// <summary>An order of countries in which those taken for each other stand together: average linkage of the mistakes.</summary>
public static class ConfusionClusters
{
    /// <summary>The countries' indices in that order.</summary>
    /// <param name="confusion">Their counts.</param>
    public static int[] Order(ConfusionMatrix confusion)
    {
        int n = confusion.Classes;
        double[,] closeness = new double[n, n];
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < n; b++)
            {
                closeness[a, b] = confusion.Share(a, b) + confusion.Share(b, a);
            }
        }

        var clusters = Enumerable.Range(0, n).Select(k => new List<int> { k }).ToList();
        while (clusters.Count > 1)
        {
            (int first, int second, double best) = (0, 1, -1);
            for (int i = 0; i < clusters.Count; i++)
            {
                for (int j = i + 1; j < clusters.Count; j++)
                {
                    double mean = Mean(closeness, clusters[i], clusters[j]);
                    if (mean > best)
                    {
                        (first, second, best) = (i, j, mean);
                    }
                }
            }

            Join(closeness, clusters[first], clusters[second]);
            clusters.RemoveAt(second);
        }

        return n == 0 ? [] : [.. clusters[0]];
    }

    // Of the four ways to lay two rows end to end, the one whose touching ends are closest.
    private static void Join(double[,] closeness, List<int> first, List<int> second)
    {
        (double Closeness, bool TurnFirst, bool TurnSecond)[] ways =
        [
            (closeness[first[^1], second[0]], false, false), (closeness[first[^1], second[^1]], false, true),
            (closeness[first[0], second[0]], true, false), (closeness[first[0], second[^1]], true, true),
        ];
        (_, bool turnFirst, bool turnSecond) = ways.MaxBy(w => w.Closeness);
        if (turnFirst)
        {
            first.Reverse();
        }

        if (turnSecond)
        {
            second.Reverse();
        }

        first.AddRange(second);
    }

    private static double Mean(double[,] closeness, List<int> first, List<int> second)
    {
        double sum = 0;
        foreach (int a in first)
        {
            foreach (int b in second)
            {
                sum += closeness[a, b];
            }
        }

        return sum / (first.Count * second.Count);
    }
}
