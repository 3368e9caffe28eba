using Honnan.Data;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>A picture as the net sees it, and the finished map that is to be judged by it.</summary>
public sealed class SeenPicture
{
    /// <summary>Takes over both.</summary>
    /// <param name="values">[3, height, width] in [-1,1].</param>
    /// <param name="map">Finished, in [0,1]; of the picture's size.</param>
    /// <exception cref="ArgumentException">Their sizes differ.</exception>
    public SeenPicture(float[] values, HeatMap map)
    {
        if (values.Length != 3 * map.Values.Length)
        {
            throw new ArgumentException($"{values.Length} values for a map of {map.Width} x {map.Height}", nameof(values));
        }

        (Values, Map) = (values, map);
    }

    /// <summary>One picture of a batch with its coarse map.</summary>
    /// <param name="pictures">[N,3,H,W] in [-1,1]; stays the caller's.</param>
    /// <param name="index">Its place in the batch.</param>
    /// <param name="coarse">Of any size and sign.</param>
    public static SeenPicture Of(Tensor pictures, int index, HeatMap coarse)
    {
        using Tensor one = pictures[index];
        using Tensor dense = one.cpu().to_type(ScalarType.Float32).contiguous();
        return new SeenPicture(dense.data<float>().ToArray(), coarse.Finished(new PictureSize((int)pictures.shape[3], (int)pictures.shape[2])));
    }

    /// <summary>[3, height, width] in [-1,1].</summary>
    public float[] Values { get; }

    /// <summary>In [0,1].</summary>
    public HeatMap Map { get; }

    /// <summary>Width and height in pixels.</summary>
    public PictureSize Size => new(Map.Width, Map.Height);

    /// <summary>The probability of changed versions of it: each [3, height, width].</summary>
    internal double[] Probabilities(ClassProbability judge, IEnumerable<float[]> versions) => judge.Of(versions, Map.Height, Map.Width);
}
