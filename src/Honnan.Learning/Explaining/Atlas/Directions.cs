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

    /// <summary>The same direction of length 1; zeros stay zeros.</summary>
    public static float[] Unit(float[] vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        return length == 0 ? vector : Array.ConvertAll(vector, v => (float)(v / length));
    }
}
