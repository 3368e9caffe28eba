using Honnan.Data.Answers;

namespace Honnan.Learning.Training;

/// <summary>What a net made of a picture that it is validated with.</summary>
/// <param name="Name">For a message.</param>
/// <param name="Label">The true class.</param>
/// <param name="Probabilities">[countries], windows averaged.</param>
/// <param name="LogLoss">−ln of the true class's probability, in nats; not a number where the logits are not finite.</param>
internal sealed record ValidatedPicture(string Name, int Label, double[] Probabilities, double LogLoss)
{
    /// <summary>Whether all of its logits are finite.</summary>
    public bool IsFinite => double.IsFinite(LogLoss);

    /// <summary>Whether the guess is right.</summary>
    public bool IsRight => Ranking.Largest(Probabilities) == Label;

    /// <summary>
    /// Judges a picture's views. The loss is taken from the logits: a probability below the smallest double is 0, and all
    /// nets that are as wrong as that would be equal.
    /// </summary>
    public static ValidatedPicture Of(string name, int label, IReadOnlyList<ViewOutput> views)
    {
        bool finite = views.All(v => Array.TrueForAll(v.Logits, float.IsFinite));
        return new ValidatedPicture(name, label, Answerer.Plain.Of(views).Probabilities, finite ? LossOf(label, views) : double.NaN);
    }

    // −ln of the mean of softmax(z)ᵧ over the views: ln V − ln Σᵥ exp(zᵥᵧ − ln Σ exp zᵥ).
    private static double LossOf(int label, IReadOnlyList<ViewOutput> views)
    {
        double[] logs = [.. views.Select(v => v.Logits[label] - Softmax.Normaliser(Array.ConvertAll(v.Logits, z => (double)z), 1))];
        return Math.Max(0, Math.Log(logs.Length) - Softmax.Normaliser(logs, 1)); // rounding may go below 0, or to −0
    }
}
