using Honnan.Data.Answers;
using Honnan.Web.Predicting;

namespace Honnan.Web.Endpoints;

/// <summary>Which model answered, where it is not the one that is served.</summary>
/// <param name="Net">The net's name.</param>
/// <param name="Countries">How many countries it knows.</param>
/// <param name="Methods">How heat maps can be made by it, the usual way first.</param>
/// <param name="Notice">Whose work the weights are; null where nobody said.</param>
internal sealed record AnsweringModelDocument(string Net, int Countries, IReadOnlyList<string> Methods, string? Notice)
{
    /// <summary>The document of a model.</summary>
    public static AnsweringModelDocument Of(ServedModel model)
    {
        ExportedModel document = model.Predictor.Model;
        return new AnsweringModelDocument(document.Net, document.Countries.Count, [.. model.Methods.Select(PredictQuery.NameOf)], document.Notice);
    }
}
