using Honnan.Learning.Metrics;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// ROAD, remove and debias (Rong et al., 2022): how much a class's probability changes when pixels are removed and filled from
/// around, those first that the map holds for the most relevant, or the least. A percentile p keeps p % of the pixels and
/// removes the others, as in pytorch-grad-cam.
/// </summary>
/// <param name="judge">The net's probability of the class that the map is of.</param>
public sealed class Road(ClassProbability judge)
{
    // Of the last picture: the equations take far longer than the net, and only the noise differs from call to call.
    private readonly Dictionary<(bool Least, int Percentile), (float[] Picture, bool[] Removed)> _filled = [];
    private SeenPicture? _of;

    /// <summary>pytorch-grad-cam's.</summary>
    public static readonly IReadOnlyList<int> Percentiles = [10, 20, 30, 40, 50, 60, 70, 80, 90];

    /// <summary>The change of probability when the most relevant pixels are removed, at each percentile; a good map's is far below 0.</summary>
    /// <param name="picture">The picture and its map.</param>
    /// <param name="percentiles">Of [0, 100].</param>
    /// <param name="random">Of the filling's noise.</param>
    public double[] MostRelevantFirst(SeenPicture picture, IReadOnlyList<int> percentiles, Random random) =>
        Changes(picture, least: false, percentiles, random);

    /// <summary>The same for the least relevant pixels; a good map's is near 0.</summary>
    public double[] LeastRelevantFirst(SeenPicture picture, IReadOnlyList<int> percentiles, Random random) =>
        Changes(picture, least: true, percentiles, random);

    /// <summary>Half the difference of the two means: above 0 where the map knows what matters, 0 for a map drawn by lot.</summary>
    public double Combined(SeenPicture picture, IReadOnlyList<int> percentiles, Random random) =>
        (LeastRelevantFirst(picture, percentiles, random).Average() - MostRelevantFirst(picture, percentiles, random).Average()) / 2;

    private double[] Changes(SeenPicture picture, bool least, IReadOnlyList<int> percentiles, Random random)
    {
        if (_of != picture)
        {
            _filled.Clear();
            _of = picture;
        }

        float[] relevance = least ? Array.ConvertAll(picture.Map.Values, v => 1 - v) : picture.Map.Values;
        var sorted = new Lazy<double[]>(() => Sorted(relevance));
        IEnumerable<float[]> noisy = percentiles.Select(percentile =>
        {
            (float[] filled, bool[] removed) = Filled(picture, (least, percentile), relevance, sorted);
            return LinearImputer.Noisy(filled, removed, random);
        });
        double[] probabilities = picture.Probabilities(judge, noisy.Prepend(picture.Values));
        return [.. probabilities.Skip(1).Select(p => p - probabilities[0])];
    }

    private (float[] Picture, bool[] Removed) Filled(SeenPicture picture, (bool Least, int Percentile) key, float[] relevance, Lazy<double[]> sorted)
    {
        if (!_filled.TryGetValue(key, out (float[] Picture, bool[] Removed) filled))
        {
            double threshold = Quantile.Of(sorted.Value, key.Percentile / 100.0);
            bool[] removed = Array.ConvertAll(relevance, v => v >= threshold);
            filled = (LinearImputer.Fill(picture.Values, removed, picture.Size, random: null), removed);
            _filled[key] = filled;
        }

        return filled;
    }

    private static double[] Sorted(float[] values)
    {
        double[] sorted = Array.ConvertAll(values, v => (double)v);
        Array.Sort(sorted);
        return sorted;
    }
}
