namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// What becomes of a class's probability when the picture is multiplied by its map, so that what plays no part turns grey
/// (Chattopadhay et al., 2018, section 4.1).
/// </summary>
/// <param name="Change">Probability afterwards less that before.</param>
public readonly record struct ConfidenceChange(double Change)
{
    /// <summary>How much the probability fell; 0 where it rose.</summary>
    public double Drop => Math.Max(0, -Change);

    /// <summary>Whether it rose.</summary>
    public bool Increased => Change > 0;

    /// <summary>Measures it.</summary>
    public static ConfidenceChange Of(SeenPicture picture, ClassProbability judge)
    {
        int area = picture.Map.Values.Length;
        float[] masked = [.. picture.Values.Select((v, i) => v * picture.Map.Values[i % area])];
        double[] probabilities = picture.Probabilities(judge, [picture.Values, masked]);
        return new ConfidenceChange(probabilities[1] - probabilities[0]);
    }
}
