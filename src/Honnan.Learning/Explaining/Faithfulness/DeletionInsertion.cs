namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// Areas under a class's probability while the most relevant pixels are deleted, or inserted (Petsiuk, Das and Saenko, "RISE", 2018,
/// section 3.2): from the picture to grey, and from a blurred picture to the sharp one, in even steps.
/// </summary>
/// <param name="Deletion">In [0,1]; the smaller the better.</param>
/// <param name="Insertion">In [0,1]; the larger the better.</param>
public readonly record struct DeletionInsertion(double Deletion, double Insertion)
{
    /// <summary>Steps from one end to the other.</summary>
    public const int Steps = 16;

    private const int BlurredShortSide = 16; // cells of the blurred picture: nothing of a street can be told from it

    /// <summary>Measures both.</summary>
    public static DeletionInsertion Of(SeenPicture picture, ClassProbability judge)
    {
        int area = picture.Map.Values.Length;
        int[] order = [.. Enumerable.Range(0, area).OrderByDescending(i => picture.Map.Values[i])]; // stable: ties in reading order
        float[] blurred = Blurred(picture);
        float[] grey = new float[picture.Values.Length];
        IEnumerable<float[]> deleted = Enumerable.Range(0, Steps + 1).Select(k => Mixed(picture.Values, grey, order, k));
        IEnumerable<float[]> inserted = Enumerable.Range(0, Steps + 1).Select(k => Mixed(blurred, picture.Values, order, k));
        return new DeletionInsertion(Area(picture.Probabilities(judge, deleted)), Area(picture.Probabilities(judge, inserted)));
    }

    /// <summary>The first k / <see cref="Steps"/> of the pixels from <paramref name="to"/>, the others from <paramref name="from"/>.</summary>
    private static float[] Mixed(float[] from, float[] to, int[] order, int k)
    {
        float[] mixed = [.. from];
        foreach (int place in order.Take((int)((long)order.Length * k / Steps)))
        {
            for (int i = place; i < mixed.Length; i += order.Length)
            {
                mixed[i] = to[i];
            }
        }

        return mixed;
    }

    private static float[] Blurred(SeenPicture picture)
    {
        double scale = (double)BlurredShortSide / picture.Size.ShortSide;
        (int width, int height) = (Math.Max(1, (int)(picture.Map.Width * scale)), Math.Max(1, (int)(picture.Map.Height * scale)));
        return [.. picture.Values.Chunk(picture.Map.Values.Length).SelectMany(plane =>
            Means(plane, picture.Map.Width, picture.Map.Height, width, height).Resized(picture.Map.Width, picture.Map.Height).Values)];
    }

    private static HeatMap Means(float[] plane, int width, int height, int columns, int rows)
    {
        double[] sums = new double[columns * rows];
        int[] counts = new int[sums.Length];
        for (int i = 0; i < plane.Length; i++)
        {
            int cell = (i / width * rows / height * columns) + (i % width * columns / width);
            sums[cell] += plane[i];
            counts[cell]++;
        }

        return new HeatMap([.. sums.Zip(counts, (sum, count) => (float)(sum / count))], columns, rows);
    }

    private static double Area(double[] curve) => curve.Skip(1).Zip(curve, (a, b) => (a + b) / 2).Average();
}
