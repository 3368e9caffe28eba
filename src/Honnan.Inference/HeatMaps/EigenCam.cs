using Honnan.Data.HeatMaps;

namespace Honnan.Inference.HeatMaps;

/// <summary>
/// Eigen-CAM (Muhammad and Yeasin, 2020): the places' activations [C], less their mean, projected on the direction in which
/// they vary most. The direction's sign is free; here it is the one in which more is activated.
/// </summary>
internal static class EigenCam
{
    private const int MostTurns = 500;
    private const double Settled = 1e-12;

    /// <summary>The coarse map.</summary>
    /// <param name="activation">[C, h, w].</param>
    /// <param name="width">w.</param>
    /// <param name="height">h.</param>
    public static HeatMap Map(ReadOnlySpan<float> activation, int width, int height)
    {
        int area = width * height;
        int channels = activation.Length / area;
        double[,] products = Products(activation, channels, area, out double[] loudness);

        // The leading vector u of the places' products is the projection up to its length: (A − mean) v = σ u.
        double[] u = new double[area];
        for (int i = 0; i < area; i++)
        {
            u[i] = 1 + ((double)i / area); // orthogonal to no likely answer
        }

        double length = 0;
        for (int turn = 0; turn < MostTurns; turn++)
        {
            double[] next = new double[area];
            for (int i = 0; i < area; i++)
            {
                for (int j = 0; j < area; j++)
                {
                    next[i] += products[i, j] * u[j];
                }
            }

            length = Math.Sqrt(next.Sum(v => v * v));
            if (length == 0)
            {
                return new HeatMap(new float[area], width, height); // the same everywhere
            }

            double moved = 0;
            for (int i = 0; i < area; i++)
            {
                moved += Math.Pow((next[i] / length) - u[i], 2);
                u[i] = next[i] / length;
            }

            if (moved < Settled)
            {
                break;
            }
        }

        double agreement = u.Select((v, i) => v * loudness[i]).Sum();
        double scale = Math.Sqrt(length) * (agreement < 0 ? -1 : 1);
        return new HeatMap(Array.ConvertAll(u, v => (float)(v * scale)), width, height);
    }

    /// <summary>Of every two places, the product of their activations less the mean over places; and each place's sum of activations.</summary>
    private static double[,] Products(ReadOnlySpan<float> activation, int channels, int area, out double[] loudness)
    {
        double[,] products = new double[area, area];
        loudness = new double[area];
        double[] off = new double[area];
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<float> channel = activation.Slice(c * area, area);
            double mean = 0;
            foreach (float value in channel)
            {
                mean += (double)value / area;
            }

            for (int i = 0; i < area; i++)
            {
                off[i] = channel[i] - mean;
                loudness[i] += channel[i];
            }

            for (int i = 0; i < area; i++)
            {
                for (int j = 0; j < area; j++)
                {
                    products[i, j] += off[i] * off[j];
                }
            }
        }

        return products;
    }
}
