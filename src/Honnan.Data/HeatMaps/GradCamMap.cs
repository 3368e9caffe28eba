namespace Honnan.Data.HeatMaps;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2017, equations 1 and 2) on plain arrays: each channel's activation is weighted by its
/// gradient's mean over the area, and the weighted channels are added. Adding and averaging give the same finished map;
/// pytorch-grad-cam adds, and so does this.
/// </summary>
public static class GradCamMap
{
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
}
