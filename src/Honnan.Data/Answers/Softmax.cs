namespace Honnan.Data.Answers;

/// <summary>Probabilities from logits, in double precision, shifted by the largest logit so that nothing overflows.</summary>
public static class Softmax
{
    /// <summary>softmax(z / temperature) of [C] logits; a new array that sums to 1.</summary>
    public static double[] Of(ReadOnlySpan<double> logits, double temperature = 1)
    {
        double shift = Normaliser(logits, 1 / temperature);
        double[] probabilities = new double[logits.Length];
        for (int k = 0; k < logits.Length; k++)
        {
            probabilities[k] = Math.Exp((logits[k] / temperature) - shift);
        }

        return probabilities;
    }

    /// <summary>softmax(z / temperature) of [C] float32 logits; a new array that sums to 1.</summary>
    public static double[] Of(ReadOnlySpan<float> logits, double temperature = 1)
    {
        double[] wide = new double[logits.Length];
        for (int k = 0; k < logits.Length; k++)
        {
            wide[k] = logits[k];
        }

        return Of(wide, temperature);
    }

    /// <summary>log Σ exp(β z).</summary>
    public static double Normaliser(ReadOnlySpan<double> logits, double beta)
    {
        double largest = double.NegativeInfinity;
        foreach (double z in logits)
        {
            largest = Math.Max(largest, beta * z);
        }

        double sum = 0;
        foreach (double z in logits)
        {
            sum += Math.Exp((beta * z) - largest);
        }

        return largest + Math.Log(sum);
    }
}
