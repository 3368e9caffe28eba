using Honnan.Data.Answers;

namespace Honnan.Learning.Metrics;

/// <summary>
/// One number that makes probabilities honest: softmax(z / T) with the T that minimises the log loss
/// (Guo et al. 2017, section 4.2). The guesses stay the same.
/// </summary>
/// <param name="Temperature">T, in [<see cref="Lowest"/>, <see cref="Highest"/>]; above 1 the model was too sure.</param>
/// <param name="LogLossBefore">The mean log loss at T = 1, in nats.</param>
/// <param name="LogLoss">The mean log loss at T, in nats.</param>
public sealed record TemperatureScaling(double Temperature, double LogLossBefore, double LogLoss)
{
    /// <summary>The least temperature: reached where every guess is right, so that surer is always better.</summary>
    public const double Lowest = 1e-3;

    /// <summary>The greatest temperature: reached where the logits tell less than nothing.</summary>
    public const double Highest = 1e3;

    /// <summary>
    /// Fits T on held-out pictures. The loss is convex in β = 1 / T, so Newton's steps on its slope lead to the one
    /// minimum; a step that leaves the bracket is replaced by halving it.
    /// </summary>
    /// <param name="logits">[N][C], before softmax, finite.</param>
    /// <param name="labels">[N], the true class of each.</param>
    /// <exception cref="ArgumentException">Empty, of different lengths, a label out of range or a logit that is not finite.</exception>
    public static TemperatureScaling Fit(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
    {
        Check(logits, labels);
        double low = 1 / Highest;
        double high = 1 / Lowest;
        double beta;
        if (At(logits, labels, low).Slope >= 0)
        {
            beta = low;
        }
        else if (At(logits, labels, high).Slope <= 0)
        {
            beta = high;
        }
        else
        {
            beta = 1;
            for (int step = 0; step < 200 && high - low > 1e-14 * high; step++)
            {
                (_, double slope, double bend) = At(logits, labels, beta);
                if (slope == 0)
                {
                    break;
                }

                (low, high) = slope < 0 ? (beta, high) : (low, beta);
                double next = beta - (slope / bend);
                next = next > low && next < high ? next : (low + high) / 2;
                if (Math.Abs(next - beta) <= 1e-15 * beta)
                {
                    break;
                }

                beta = next;
            }
        }

        return new TemperatureScaling(1 / beta, At(logits, labels, 1).Loss, At(logits, labels, beta).Loss);
    }

    // The mean loss and its first two derivatives in β: log Σ exp(β z) − β z_y, E[z] − z_y, Var[z] under softmax(β z).
    private static (double Loss, double Slope, double Bend) At(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels, double beta)
    {
        double loss = 0;
        double slope = 0;
        double bend = 0;
        for (int i = 0; i < logits.Count; i++)
        {
            double[] z = logits[i];
            double normaliser = Softmax.Normaliser(z, beta);
            double truth = z[labels[i]];
            double mean = 0; // of z − z_y, which keeps the digits where the logits are large
            double square = 0;
            foreach (double value in z)
            {
                double p = Math.Exp((beta * value) - normaliser);
                mean += p * (value - truth);
                square += p * (value - truth) * (value - truth);
            }

            loss += normaliser - (beta * truth);
            slope += mean;
            bend += square - (mean * mean);
        }

        return (loss / logits.Count, slope / logits.Count, bend / logits.Count);
    }

    private static void Check(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
    {
        if (logits.Count == 0 || logits.Count != labels.Count)
        {
            throw new ArgumentException($"{logits.Count} logit vectors and {labels.Count} labels", nameof(logits));
        }

        for (int i = 0; i < logits.Count; i++)
        {
            if (labels[i] < 0 || labels[i] >= logits[i].Length)
            {
                throw new ArgumentException($"label {labels[i]} of {logits[i].Length} classes", nameof(labels));
            }

            if (Array.Exists(logits[i], z => !double.IsFinite(z)))
            {
                throw new ArgumentException($"the logits of picture {i} are not finite", nameof(logits));
            }
        }
    }
}
