namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Groups feature vectors by direction: spherical k-means (Dhillon and Modha, 2001), begun as k-means++ is (Arthur and Vassilvitskii, 2007).</summary>
internal static class FeatureGroups
{
    private const int MostRounds = 30;

    /// <summary>Gives every vector a group.</summary>
    /// <param name="vectors">Of length 1; at least one.</param>
    /// <param name="count">Groups at most.</param>
    /// <param name="seed">Of the beginning.</param>
    /// <returns>[vectors] the group of each, and the groups' middles, of length 1; a group may be empty.</returns>
    public static (int[] Groups, float[][] Middles) Find(IReadOnlyList<float[]> vectors, int count, int seed)
    {
        var random = new Random(seed);
        float[][] middles = Begin(vectors, Math.Min(count, vectors.Count), random);
        int[] groups = new int[vectors.Count];
        for (int round = 0; round < MostRounds; round++)
        {
            int[] next = [.. vectors.Select(v => Nearest(v, middles))];
            if (round > 0 && next.SequenceEqual(groups))
            {
                break;
            }

            groups = next;
            middles = [.. middles.Select((middle, g) => Middle([.. vectors.Where((_, i) => groups[i] == g)]) ?? middle)];
        }

        return (groups, middles);
    }

    private static float[][] Begin(IReadOnlyList<float[]> vectors, int count, Random random)
    {
        List<float[]> middles = [vectors[random.Next(vectors.Count)]];
        while (middles.Count < count)
        {
            double[] far = [.. vectors.Select(v => Math.Max(0, 1 - middles.Max(m => Directions.Dot(v, m))))];
            double at = random.NextDouble() * far.Sum();
            int chosen = 0;
            while (chosen < far.Length - 1 && (at -= far[chosen]) > 0)
            {
                chosen++;
            }

            middles.Add(vectors[chosen]);
        }

        return [.. middles];
    }

    private static int Nearest(float[] vector, float[][] middles)
    {
        int best = 0;
        for (int g = 1; g < middles.Length; g++)
        {
            best = Directions.Dot(vector, middles[g]) > Directions.Dot(vector, middles[best]) ? g : best;
        }

        return best;
    }

    private static float[]? Middle(float[][] members) => members.Length == 0 ? null : Directions.Unit(Directions.Mean(members));
}
