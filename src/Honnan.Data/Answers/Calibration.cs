using Honnan.Data.Configuration;

namespace Honnan.Data.Answers;

/// <summary>
/// What makes probabilities honest: softmax((w ⊙ z + b) / T) of a view's logits z, fitted on held-out pictures. Without w and
/// b it is temperature scaling, with them vector scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks",
/// section 4.2).
/// </summary>
public sealed record Calibration : IValidated
{
    /// <summary>T, above 0; above 1 where the net was too sure.</summary>
    public required double Temperature { get; init; }

    /// <summary>w, [countries]; null for ones.</summary>
    public IReadOnlyList<double>? Scale { get; init; }

    /// <summary>b, [countries]; null for zeros.</summary>
    public IReadOnlyList<double>? Offset { get; init; }

    /// <summary>The held-out pictures' mean log loss before, in nats.</summary>
    public double LogLossBefore { get; init; }

    /// <summary>The same after it.</summary>
    public double LogLoss { get; init; }

    /// <summary>Probabilities of a view's logits: a new array that sums to 1.</summary>
    /// <param name="logits">[countries].</param>
    public double[] Probabilities(ReadOnlySpan<float> logits)
    {
        double[] z = new double[logits.Length];
        for (int k = 0; k < z.Length; k++)
        {
            z[k] = (logits[k] * (Scale?[k] ?? 1)) + (Offset?[k] ?? 0);
        }

        return Softmax.Of(z, Temperature);
    }

    /// <summary>Whether it fits a model of so many countries.</summary>
    public bool Fits(int countries) => (Scale?.Count ?? countries) == countries && (Offset?.Count ?? countries) == countries;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(double.IsFinite(Temperature) && Temperature > 0))
        {
            yield return $"temperature must be above 0, not {Temperature}";
        }

        if ((Scale ?? []).Concat(Offset ?? []).Any(v => !double.IsFinite(v)))
        {
            yield return "scale and offset must be finite";
        }
    }
}
