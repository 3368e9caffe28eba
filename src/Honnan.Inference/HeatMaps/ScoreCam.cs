using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.HeatMaps;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.HeatMaps;

/// <summary>
/// Score-CAM (Wang et al., 2020): every channel's map, scaled to the picture and to [0, 1], is laid over the picture as a
/// mask; the softmax of the country's logits of all masked pictures weights the channels. Of many channels those that vary
/// most over the picture are taken: one that is the same everywhere masks nothing.
/// </summary>
internal static class ScoreCam
{
    private const int BatchSize = 8;

    /// <summary>The coarse map of one picture.</summary>
    /// <param name="session">The net.</param>
    /// <param name="picture">[3,H,W] in [-1,1].</param>
    /// <param name="size">H and W.</param>
    /// <param name="activation">[C, h, w], what the net makes of it.</param>
    /// <param name="map">w and h.</param>
    /// <param name="country">Whose logit.</param>
    /// <param name="most">Channels that are taken at most.</param>
    /// <param name="stop">Ends the work.</param>
    public static HeatMap Map(
        OnnxSession session, float[] picture, PictureSize size, float[] activation, PictureSize map, int country, int most, CancellationToken stop)
    {
        int area = (int)map.Area;
        int[] channels = [.. Enumerable.Range(0, activation.Length / area).OrderByDescending(c => Variance(activation.AsSpan(c * area, area))).Take(most)];
        double[] scores = new double[channels.Length];
        float[] masked = new float[BatchSize * picture.Length];
        for (int first = 0; first < channels.Length; first += BatchSize)
        {
            int count = Math.Min(BatchSize, channels.Length - first);
            Parallel.For(0, count, k =>
            {
                float[] values = activation[(channels[first + k] * area)..((channels[first + k] + 1) * area)];
                HeatMap mask = new HeatMap(values, map.Width, map.Height).Resized(size.Width, size.Height).Normalised();
                for (int i = 0; i < picture.Length; i++)
                {
                    masked[(k * picture.Length) + i] = picture[i] * mask.Values[i % mask.Values.Length];
                }
            });
            NetOutputs outputs = session.Run(masked, count, size, WantedOutputs.Logits, stop);
            for (int k = 0; k < count; k++)
            {
                scores[first + k] = outputs.LogitsOf(k)[country];
            }
        }

        float[] weights = new float[activation.Length / area];
        double[] shares = Softmax.Of(scores);
        for (int k = 0; k < channels.Length; k++)
        {
            weights[channels[k]] = (float)shares[k];
        }

        return GradCamMap.Weighted(activation, weights, map.Width, map.Height);
    }

    private static double Variance(ReadOnlySpan<float> values)
    {
        (double sum, double squares) = (0, 0);
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return (squares / values.Length) - Math.Pow(sum / values.Length, 2);
    }
}
