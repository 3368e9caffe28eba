using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Evaluation;

/// <summary>What a model guesses of pictures that say nothing.</summary>
/// <param name="Kind">Of picture: black, grey, noise, …</param>
/// <param name="Pictures">How many were tried.</param>
/// <param name="Entropy">Of the mean probabilities in nats: ln of the number of countries where the model does not lean to any.</param>
/// <param name="Top">The likeliest countries by the mean probability, the best first.</param>
public sealed record EmptyGuess(string Kind, int Pictures, double Entropy, IReadOnlyList<EmptyGuess.Share> Top)
{
    private const int Shown = 8;

    /// <summary>A country and its mean probability.</summary>
    /// <param name="Country">ISO 3166-1 alpha-2 code.</param>
    /// <param name="Probability">In [0, 1].</param>
    public sealed record Share(string Country, double Probability);

    internal static EmptyGuess Of(string kind, IReadOnlyList<Answer> answers, IReadOnlyList<CountryCode> vocabulary)
    {
        double[] mean = Answerer.Mean([.. answers.Select(a => a.Probabilities)]);
        return new EmptyGuess(
            kind,
            answers.Count,
            -mean.Where(p => p > 0).Sum(p => p * Math.Log(p)),
            [.. Ranking.Best(mean, Shown).Select(k => new Share(vocabulary[k].ToString(), mean[k]))]);
    }
}
