using System.Buffers;
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
    private const int BatchSize = 4; // no more than a panorama's windows: the net's memory, which it keeps, does not grow for masks

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
        OnnxSession session, ArraySegment<float> picture, PictureSize size, float[] activation, PictureSize map, int country, int most, CancellationToken stop)
    {
        int area = (int)map.Area;
        int[] channels = [.. Enumerable.Range(0, activation.Length / area).OrderByDescending(c => Variance(activation.AsSpan(c * area, area))).Take(most)];
        double[] scores = new double[channels.Length];
        (int pixels, int numbers) = ((int)size.Area, picture.Count);

        // Used again by the next picture: as garbage, hundreds of megabytes would come faster than they are collected.
        float[] masks = ArrayPool<float>.Shared.Rent(BatchSize * pixels);
        float[] masked = ArrayPool<float>.Shared.Rent(BatchSize * numbers);
        try
        {
            for (int first = 0; first < channels.Length; first += BatchSize)
            {
                int count = Math.Min(BatchSize, channels.Length - first);
                Parallel.For(0, count, k =>
                {
                    float[] values = activation[(channels[first + k] * area)..((channels[first + k] + 1) * area)];
                    Span<float> mask = masks.AsSpan(k * pixels, pixels);
                    new HeatMap(values, map.Width, map.Height).ResizeTo(mask, size.Width, size.Height);
                    Lay(mask, picture, masked.AsSpan(k * numbers, numbers));
                });
                NetOutputs outputs = session.Run(masked, count, size, WantedOutputs.Logits, stop, givesBack: first + count == channels.Length);
                for (int k = 0; k < count; k++)
                {
                    scores[first + k] = outputs.LogitsOf(k)[country];
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(masks);
            ArrayPool<float>.Shared.Return(masked);
        }

        float[] weights = new float[activation.Length / area];
        double[] shares = Softmax.Of(scores);
        for (int k = 0; k < channels.Length; k++)
        {
            weights[channels[k]] = (float)shares[k];
        }

        return GradCamMap.Weighted(activation, weights, map.Width, map.Height);
    }

    /// <summary>The picture where the mask, brought to [0, 1] as <see cref="HeatMap.Normalised"/> does, lets it be seen.</summary>
    private static void Lay(ReadOnlySpan<float> mask, ReadOnlySpan<float> picture, Span<float> masked)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in mask)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        float span = 1e-7f + (high - low);
        for (int first = 0; first < picture.Length; first += mask.Length)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                masked[first + i] = picture[first + i] * ((mask[i] - low) / span);
            }
        }
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
