namespace Honnan.Data.HeatMaps;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2017, equations 1 and 2) on plain arrays: each channel's activation is weighted by its
/// gradient's mean over the area, and the weighted channels are added. Adding and averaging give the same finished map;
/// pytorch-grad-cam adds, and so does this.
/// </summary>
public static class GradCamMap
{
    /// <summary>The mean gradient of each channel.</summary>
    /// <param name="gradient">[C, h, w], of the country's logit by the layer's output.</param>
    /// <param name="channels">C, which divides the gradient's length.</param>
    /// <returns>[C]; a new array.</returns>
    public static float[] Weights(ReadOnlySpan<float> gradient, int channels)
    {
        if (channels <= 0 || gradient.Length == 0 || gradient.Length % channels != 0)
        {
            throw new ArgumentException($"{gradient.Length} values for {channels} channels", nameof(gradient));
        }

        int area = gradient.Length / channels;
        float[] weights = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            foreach (float value in gradient.Slice(c * area, area))
            {
                sum += value;
            }

            weights[c] = (float)(sum / area);
        }

        return weights;
    }

    /// <summary>Σ over channels of weight · activation.</summary>
    /// <param name="activation">[C, h, w], the layer's output.</param>
    /// <param name="weights">[C].</param>
    /// <param name="width">w.</param>
    /// <param name="height">h.</param>
    /// <returns>The coarse map [h, w], of any sign: <see cref="HeatMap.Finished"/> makes it ready.</returns>
    public static HeatMap Weighted(ReadOnlySpan<float> activation, ReadOnlySpan<float> weights, int width, int height)
    {
        int area = width * height;
        if (activation.Length != (long)weights.Length * area)
        {
            throw new ArgumentException($"{activation.Length} values for {weights.Length} x {height} x {width}", nameof(activation));
        }

        double[] sums = new double[area];
        for (int c = 0; c < weights.Length; c++)
        {
            ReadOnlySpan<float> channel = activation.Slice(c * area, area);
            double weight = weights[c];
            for (int i = 0; i < area; i++)
            {
                sums[i] += weight * channel[i];
            }
        }

        return new HeatMap(Array.ConvertAll(sums, v => (float)v), width, height);
    }

    /// <summary>The coarse map of an activation and its gradient, both [C, h, w].</summary>
    public static HeatMap From(ReadOnlySpan<float> activation, ReadOnlySpan<float> gradient, int channels, int width, int height) =>
        Weighted(activation, Weights(gradient, channels), width, height);
}
