using System.Globalization;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>The judged model beside another one, on the same pictures: the document's key <c>against</c>.</summary>
/// <param name="Model">The other model as it was named.</param>
/// <param name="Top1">The other model's share of right guesses.</param>
/// <param name="Pictures">Pictures that both judged and whose country they know.</param>
/// <param name="OnlyThis">Pictures that only the judged model gets right.</param>
/// <param name="OnlyOther">Pictures that only the other model gets right.</param>
/// <param name="PValue">McNemar's exact two-sided p value.</param>
/// <param name="Differences">The judged model's figures less the other one's, with 95 % bootstrap intervals by place.</param>
public sealed record Comparison(
    string Model, double Top1, int Pictures, int OnlyThis, int OnlyOther, double PValue, IReadOnlyDictionary<string, FigureDifference> Differences)
{
    /// <summary>Compares two judgements of the same pictures.</summary>
    /// <param name="judged">The model that the document is about.</param>
    /// <param name="other">The other one.</param>
    /// <param name="name">The other one's name.</param>
    /// <param name="stop">Ends the resampling.</param>
    /// <exception cref="Data.InputException">They know different countries, or have no picture in common.</exception>
    public static Comparison Of(Judgement judged, Judgement other, string name, CancellationToken stop)
    {
        if (!judged.Vocabulary.SequenceEqual(other.Vocabulary))
        {
            throw new Data.InputException(
                $"'{name}' knows other countries ({other.Vocabulary.Count}) than the model that it is to be compared with ({judged.Vocabulary.Count}); only models of one vocabulary can be compared");
        }

        PairedComparison pairs = PairedComparison.Of(judged.Predictions, other.Predictions, judged.Vocabulary.Count, new GroupBootstrap { Seed = 1 }, stop);
        return new Comparison(
            name, Figures.From(other.Predictions, other.Vocabulary).Top1, pairs.Pictures, pairs.OnlyFirst, pairs.OnlySecond, pairs.PValue, pairs.Differences);
    }

    /// <summary>The comparison in a sentence.</summary>
    public string Sentence()
    {
        FigureDifference top1 = Differences["top1"];
        string chance = PValue < 0.0001 ? "below 0.0001" : PValue.ToString("0.0000", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"against {Model} ({Top1:0.0 %}): top-1 {Signed(top1.Difference)} points ({Signed(top1.Interval.Low)} to {Signed(top1.Interval.High)}) on {Pictures} pictures; {OnlyThis} right here alone, {OnlyOther} there alone, McNemar's exact p {chance}");
    }

    private static string Signed(double share) => (100 * share).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
}
