namespace Honnan.Data.Loading;

/// <summary>Which samples an epoch shows, in random order.</summary>
internal static class SampleOrder
{
    private const double EffectiveBeta = 0.999;

    public static int[] Of(IReadOnlyList<Sample> samples, Sampling sampling, long seed, int epoch)
    {
        int[] order = sampling == Sampling.Natural
            ? [.. Enumerable.Range(0, samples.Count)]
            : ByClass(samples, sampling, seed, epoch);
        Chance.Of(seed, Chance.Purpose.Order, epoch).Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>
    /// Each class deals its samples like a pack of cards: all of them once, shuffled, before any comes again. The packs
    /// go on from epoch to epoch, so a large class of which an epoch shows a part is seen whole over several.
    /// </summary>
    private static int[] ByClass(IReadOnlyList<Sample> samples, Sampling sampling, long seed, int epoch)
    {
        var classes = new SortedDictionary<int, List<int>>();
        for (int i = 0; i < samples.Count; i++)
        {
            int label = samples[i].Label;
            if (label < 0)
            {
                throw new ArgumentException($"sample {i} has no class: {sampling} sampling needs every sample's", nameof(samples));
            }

            if (!classes.TryGetValue(label, out List<int>? members))
            {
                classes[label] = members = [];
            }

            members.Add(i);
        }

        int[] shares = Shares([.. classes.Values.Select(m => Weight(sampling, m.Count))], samples.Count);
        var order = new List<int>(samples.Count);
        foreach (((int label, List<int> members), int share) in classes.Zip(shares))
        {
            long dealt = (long)epoch * share;
            int[]? pack = null;
            for (int i = 0; i < share; i++, dealt++)
            {
                int card = (int)(dealt % members.Count);
                if (pack is null || card == 0)
                {
                    pack = [.. members];
                    Chance.Of(seed, Chance.Purpose.Cycle, label, dealt / members.Count).Shuffle(pack.AsSpan());
                }

                order.Add(pack[card]);
            }
        }

        return [.. order];
    }

    private static double Weight(Sampling sampling, int count) => sampling switch
    {
        Sampling.Balanced => 1,
        Sampling.SquareRoot => Math.Sqrt(count),
        _ => (1 - Math.Pow(EffectiveBeta, count)) / (1 - EffectiveBeta),
    };

    /// <summary>Whole numbers in proportion to the weights that add up to the total, by largest remainders.</summary>
    private static int[] Shares(double[] weights, int total)
    {
        double sum = weights.Sum();
        double[] exact = [.. weights.Select(w => total * w / sum)];
        int[] shares = [.. exact.Select(e => (int)e)];
        foreach (int i in Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => exact[i] - shares[i])
            .ThenBy(i => i)
            .Take(total - shares.Sum())
            .ToArray())
        {
            shares[i]++;
        }

        return shares;
    }
}
