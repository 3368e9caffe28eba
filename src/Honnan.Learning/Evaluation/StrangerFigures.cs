using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>How well a model tells pictures that are not of its kind.</summary>
/// <param name="Kind">Which strange pictures: drawn ones (documents, drawings, rooms, …) or corrupted real ones.</param>
/// <param name="Pictures">How many were tried.</param>
/// <param name="Auroc">The area under the curve against the judged pictures: the share of pairs in which the strange one scores higher.</param>
/// <param name="Refused">The share of them that is refused.</param>
public sealed record StrangerFigures(string Kind, int Pictures, double Auroc, double Refused)
{
    /// <summary>Compares; null where the model refuses nothing, or one of the two is empty.</summary>
    internal static StrangerFigures? Of(string kind, IReadOnlyList<Answer> strange, IReadOnlyList<Prediction> real) =>
        ProbabilityScores.Auc([.. strange.Select(a => a.Strangeness).OfType<double>()], [.. real.Select(p => p.Strangeness).OfType<double>()]) is { } auroc
            ? new StrangerFigures(kind, strange.Count, auroc, strange.Count(a => a.Known == false) / (double)strange.Count)
            : null;
}
