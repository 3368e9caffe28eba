namespace Honnan.Data.Answers;

/// <summary>Makes answers of a net's outputs by a model's rules. Safe for use by several threads.</summary>
/// <param name="rules">Of the model.</param>
public sealed class Answerer(AnswerRules rules)
{
    /// <summary>Without any rule: softmax, averaged over views.</summary>
    public static readonly Answerer Plain = new(AnswerRules.None);

    /// <summary>Whether the features of views must be given.</summary>
    public bool NeedsFeatures => rules.NeedsFeatures;

    /// <summary>The probabilities of a view's logits [countries].</summary>
    public double[] Probabilities(ReadOnlySpan<float> logits) => rules.Calibration?.Probabilities(logits) ?? Softmax.Of(logits);

    /// <summary>The answer for a picture that is seen in one view or several.</summary>
    /// <param name="views">At least one; with features, where they are needed.</param>
    public Answer Of(IReadOnlyList<ViewOutput> views)
    {
        double[] plain = Mean([.. views.Select(v => Softmax.Of(v.Logits))]);
        double[] honest = rules.Calibration is null ? plain : Mean([.. views.Select(v => Probabilities(v.Logits))]);
        double[]? cells = rules.Map?.Probabilities(honest, views);
        double? strangeness = rules.Refusal?.Strangeness(views);
        return new Answer
        {
            Probabilities = honest,
            Uncalibrated = plain,
            Cells = cells,
            Point = cells is null ? null : rules.Map!.Place(cells),
            Strangeness = strangeness,
            Known = strangeness is { } s ? s <= rules.Refusal!.Threshold : null,
        };
    }

    /// <summary>
    /// The answer for several pictures of one place: the mean of their probabilities; whether they are known stays each
    /// picture's own.
    /// </summary>
    /// <param name="answers">Each picture's own, at least one.</param>
    public Answer Together(IReadOnlyList<Answer> answers)
    {
        double[]? cells = rules.Map is null ? null : Mean([.. answers.Select(a => a.Cells!)]);
        return new Answer
        {
            Probabilities = Mean([.. answers.Select(a => a.Probabilities)]),
            Uncalibrated = Mean([.. answers.Select(a => a.Uncalibrated)]),
            Cells = cells,
            Point = cells is null ? null : rules.Map!.Place(cells),
        };
    }

    /// <summary>The mean of probability vectors, at least one.</summary>
    public static double[] Mean(IReadOnlyList<double[]> vectors)
    {
        double[] mean = new double[vectors[0].Length];
        foreach (double[] vector in vectors)
        {
            for (int k = 0; k < mean.Length; k++)
            {
                mean[k] += vector[k] / vectors.Count;
            }
        }

        return mean;
    }
}
