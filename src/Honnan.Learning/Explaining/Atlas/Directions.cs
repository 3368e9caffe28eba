namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Feature vectors seen as directions.</summary>
internal static class Directions
{
    /// <summary>The product of two vectors: their cosine, where both have length 1.</summary>
    public static double Dot(float[] first, float[] second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += (double)first[i] * second[i];
        }

        return sum;
    }

    /// <summary>The direction in which a vector lies as seen from a point: their difference, of length 1.</summary>
    public static float[] From(float[] point, float[] vector) => Unit([.. vector.Zip(point, (v, p) => v - p)]);

    /// <summary>The mean of vectors.</summary>
    /// <param name="vectors">At least one.</param>
    public static float[] Mean(IReadOnlyCollection<float[]> vectors)
    {
        double[] sums = new double[vectors.First().Length];
        foreach (float[] vector in vectors)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += vector[i];
            }
        }

        return Array.ConvertAll(sums, s => (float)(s / vectors.Count));
    }

    /// <summary>The same direction of length 1; zeros stay zeros.</summary>
    public static float[] Unit(float[] vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        return length == 0 ? vector : Array.ConvertAll(vector, v => (float)(v / length));
    }
}
