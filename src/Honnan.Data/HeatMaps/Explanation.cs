using Honnan.Data.Answers;
using Honnan.Data.Loading;

namespace Honnan.Data.HeatMaps;

/// <summary>What a model says of a picture, and which parts of it speak for a country.</summary>
/// <param name="Answer">The answer, or why there is none.</param>
/// <param name="Class">The country explained, by its place in the model's order; −1 where there is no answer.</param>
/// <param name="Views">The coarse map of every view; empty where there is no answer.</param>
public sealed record Explanation(PictureAnswer Answer, int Class, IReadOnlyList<ViewMap> Views)
{
    /// <summary>How the views were taken; null for the defaults.</summary>
    public LoadingOptions? Loading { get; init; }

    /// <summary>How far the maps show what the answer rests on, as the mean over the views; null where that was not measured.</summary>
    public FaithfulnessFigures? Faithfulness { get; init; }

    /// <summary>ROAD alone, combined, likewise.</summary>
    public double? Road { get; init; }

    /// <summary>How much of the maps stays when the picture is mirrored or trimmed, in [0, 1], likewise.</summary>
    public double? Stability { get; init; }
}
