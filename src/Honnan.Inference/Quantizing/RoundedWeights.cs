using System.Runtime.InteropServices;
using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>A layer's weights as whole numbers: w ≈ scale · q, a scale for every output channel.</summary>
/// <param name="Whole">[O, I/groups, …], from -127 to 127.</param>
/// <param name="Scales">[O], above 0.</param>
/// <param name="Bias">[O], with what rounding moves the mean of every output taken back; null where there is no bias.</param>
internal sealed record RoundedWeights(sbyte[] Whole, float[] Scales, float[]? Bias)
{
    private const int Most = 127;
    private const int MostRounds = 50;
    private const int MostPaired = 64; // weights of a row, up to which pairs are tried
    private const double BiasRoom = 1.1; // for what rounding moves it by
    private const double MostDamping = 0.01; // of the mean variance

    /// <summary>
    /// Rounds weights so that what is summed changes least on what the layer sees: the mean square δᵀCδ of a row's
    /// rounding errors δ, C being the inputs' covariance, is lowered by moving one weight by one step, or two of few, as long as that helps.
    /// Errors of inputs that go together then cancel (the aim is that of AdaRound, Nagel et al. 2020,
    /// https://arxiv.org/abs/2004.10568). What remains of their mean is taken from the bias.
    /// </summary>
    /// <param name="weights">[O, I/groups, …] in float32.</param>
    /// <param name="bias">[O] in float32, or null.</param>
    /// <param name="moments">Of the inputs; null for rounding to the nearest.</param>
    /// <param name="groups">Of a convolution; 1 for a linear layer.</param>
    /// <param name="inputScale">Of the inputs' whole numbers, above 0.</param>
    public static RoundedWeights Round(TensorProto weights, TensorProto? bias, InputMoments? moments, int groups, float inputScale)
    {
        float[] exact = MemoryMarshal.Cast<byte, float>(weights.RawData.Span).ToArray();
        float[]? sums = bias is null ? null : MemoryMarshal.Cast<byte, float>(bias.RawData.Span).ToArray();
        int outputs = (int)weights.Dims[0];
        int fanIn = exact.Length / outputs;
        float[] scales = new float[outputs];
        sbyte[] whole = new sbyte[exact.Length];
        int rows = outputs / groups;
        for (int group = 0; group < groups; group++)
        {
            double[]? covariance = moments?.Covariance(group);
            double[]? mean = moments?.Mean(group);
            if (covariance is not null)
            {
                Damp(covariance, fanIn, moments!.Places);
            }

            void One(int o)
            {
                Span<float> row = exact.AsSpan(o * fanIn, fanIn);
                Span<sbyte> rounded = whole.AsSpan(o * fanIn, fanIn);
                scales[o] = Scale(row, sums is null ? 0 : sums[o], inputScale);
                double[] errors = Nearest(row, scales[o], rounded);
                if (covariance is not null)
                {
                    Improve(rounded, errors, covariance, scales[o]);
                }

                for (int i = 0; sums is not null && mean is not null && i < fanIn; i++)
                {
                    sums[o] -= (float)(errors[i] * mean[i]);
                }
            }

            Parallel.For(group * rows, (group + 1) * rows, One);
        }

        return new RoundedWeights(whole, scales, sums);
    }

    /// <summary>The bias is a whole number of 32 bits in steps of both scales: beside weights of next to nothing it must still fit.</summary>
    private static float Scale(ReadOnlySpan<float> row, float bias, float inputScale)
    {
        float largest = 0;
        foreach (float w in row)
        {
            largest = Math.Max(largest, Math.Abs(w));
        }

        float least = (float)(BiasRoom * Math.Abs(bias) / (int.MaxValue * (double)inputScale));
        return Math.Max(Math.Max(largest / Most, least), 1e-12f);
    }

    /// <summary>Rounds a row, and gives what that adds to each weight.</summary>
    private static double[] Nearest(ReadOnlySpan<float> row, float scale, Span<sbyte> rounded)
    {
        double[] errors = new double[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            rounded[i] = (sbyte)Math.Clamp(MathF.Round(row[i] / scale), -Most, Most);
            errors[i] = ((double)scale * rounded[i]) - row[i];
        }

        return errors;
    }

    private static void Improve(Span<sbyte> rounded, double[] errors, double[] covariance, double scale)
    {
        int n = errors.Length;
        double[] slopes = new double[n]; // C δ
        for (int i = 0; i < n; i++)
        {
            Follow(slopes, covariance, i, errors[i]);
        }

        bool moved = true;
        for (int round = 0; moved && round < MostRounds; round++)
        {
            moved = false;
            for (int i = 0; i < n; i++)
            {
                int step = -Math.Sign(slopes[i]);
                if (step != 0 && Math.Abs(rounded[i] + step) <= Most && Gain(i, step) < 0)
                {
                    Move(rounded, i, step);
                    moved = true;
                }
            }

            // Two at once where there are few: one alone may be stuck.
            for (int pair = 0; !moved && n <= MostPaired && pair < n * n; pair++)
            {
                (int i, int j) = (pair / n, pair % n);
                int first = -Math.Sign(slopes[i]);
                foreach (int second in (int[])[-1, 1])
                {
                    if (i != j && first != 0 && Math.Abs(rounded[i] + first) <= Most && Math.Abs(rounded[j] + second) <= Most && Gain(i, first) + Gain(j, second) + (2 * first * second * scale * covariance[(i * n) + j]) < -1e-12)
                    {
                        Move(rounded, i, first);
                        Move(rounded, j, second);
                        moved = true;
                        break;
                    }
                }
            }
        }

        // What a step adds to the mean square, over the scale.
        double Gain(int i, int step) => (scale * covariance[(i * n) + i]) + (2 * step * slopes[i]);

        void Move(Span<sbyte> whole, int i, int step)
        {
            whole[i] += (sbyte)step;
            errors[i] += step * scale;
            Follow(slopes, covariance, i, step * scale);
        }
    }

    private static void Follow(Span<double> slopes, double[] covariance, int i, double change)
    {
        ReadOnlySpan<double> line = covariance.AsSpan(i * slopes.Length, slopes.Length);
        for (int j = 0; j < slopes.Length; j++)
        {
            slopes[j] += line[j] * change;
        }
    }

    /// <summary>What a covariance of few places leaves open is taken to be independent.</summary>
    private static void Damp(double[] covariance, int n, int places)
    {
        double share = Math.Min(MostDamping, n / (4.0 * Math.Max(places, 1)));
        double mean = 0;
        for (int i = 0; i < n; i++)
        {
            mean += covariance[(i * n) + i] / n;
        }

        for (int i = 0; i < n; i++)
        {
            covariance[(i * n) + i] += Math.Max(share * mean, 1e-12);
        }
    }
}
