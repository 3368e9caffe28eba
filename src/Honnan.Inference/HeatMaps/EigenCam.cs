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
        double[] means = Means(activation, area);

        // The leading vector u of the places' products A Aᵀ is the projection up to its length: A v = σ u. The products
        // themselves, a number for every two places, would take gigabytes of a large map.
        double[] u = new double[area];
        for (int i = 0; i < area; i++)
        {
            u[i] = 1 + ((double)i / area); // orthogonal to no likely answer
        }

        double[] next = new double[area];
        double length = 0;
        for (int turn = 0; turn < MostTurns; turn++)
        {
            Turn(activation, means, u, next);
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

        double scale = Math.Sqrt(length) * (Agreement(activation, u) < 0 ? -1 : 1);
        return new HeatMap(Array.ConvertAll(u, v => (float)(v * scale)), width, height);
    }

    /// <summary>Of every channel, the mean over places.</summary>
    private static double[] Means(ReadOnlySpan<float> activation, int area)
    {
        double[] means = new double[activation.Length / area];
        for (int c = 0; c < means.Length; c++)
        {
            foreach (float value in activation.Slice(c * area, area))
            {
                means[c] += (double)value / area;
            }
        }

        return means;
    }

    /// <summary>next = A (Aᵀ u), where A are the activations [area, C] less the channels' means.</summary>
    private static void Turn(ReadOnlySpan<float> activation, double[] means, double[] u, double[] next)
    {
        Array.Clear(next);
        for (int c = 0; c < means.Length; c++)
        {
            ReadOnlySpan<float> channel = activation.Slice(c * u.Length, u.Length);
            double mean = means[c];
            double along = 0;
            for (int i = 0; i < channel.Length; i++)
            {
                along += (channel[i] - mean) * u[i];
            }

            for (int i = 0; i < channel.Length; i++)
            {
                next[i] += (channel[i] - mean) * along;
            }
        }
    }

    /// <summary>Positive where the map grows with the sum of activations.</summary>
    private static double Agreement(ReadOnlySpan<float> activation, double[] u)
    {
        double sum = 0;
        for (int i = 0; i < activation.Length; i++)
        {
            sum += activation[i] * u[i % u.Length];
        }

        return sum;
    }
}
