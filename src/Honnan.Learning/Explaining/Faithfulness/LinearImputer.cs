using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// Fills removed pixels so that their shape says nothing (Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution
/// Methods", 2022, section 5): each becomes the weighted mean of its eight neighbours, 1/6 beside and 1/12 across, and a
/// little noise is added.
/// </summary>
public static class LinearImputer
{
    /// <summary>The noise's standard deviation, in the picture's units; the paper's.</summary>
    public const double Noise = 0.01;

    /// <summary>The picture with the removed pixels filled.</summary>
    /// <param name="picture">[colours, height, width].</param>
    /// <param name="removed">[height · width]; where all are, they become 0 and noise.</param>
    /// <param name="size">Width and height in pixels.</param>
    /// <param name="random">Of the noise; null for none.</param>
    /// <returns>[colours, height, width]; a new array.</returns>
    public static float[] Fill(ReadOnlySpan<float> picture, IReadOnlyList<bool> removed, PictureSize size, Random? random)
    {
        int area = removed.Count;
        if (area != size.Area || picture.Length % area != 0)
        {
            throw new ArgumentException($"{picture.Length} values and {area} places for {size}", nameof(picture));
        }

        float[] filled = picture.ToArray();
        var system = new NeighbourSystem(removed, size);
        Parallel.For(0, filled.Length / area, colour => system.Solve(filled.AsSpan(colour * area, area)));

        return random is null ? filled : Noisy(filled, removed, random);
    }

    /// <summary>A filled picture with noise on the removed pixels.</summary>
    /// <param name="filled">[colours, height, width].</param>
    /// <param name="removed">[height · width].</param>
    /// <param name="random">Of the noise.</param>
    /// <returns>A new array.</returns>
    internal static float[] Noisy(float[] filled, IReadOnlyList<bool> removed, Random random)
    {
        float[] noisy = [.. filled];
        for (int i = 0; i < noisy.Length; i++)
        {
            noisy[i] += removed[i % removed.Count] ? (float)(Noise * Normal(random)) : 0;
        }

        return noisy;
    }

    /// <summary>Box and Muller (1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
