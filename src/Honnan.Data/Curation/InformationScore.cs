using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// One figure, 0 to 1, for how much a picture shows: the weighted mean of
/// exposure = min(1, luminance / 80, (255 - luminance) / 40),
/// contrast = min(1, deviation / 64), entropy = bits / 8,
/// sharpness = min(1, ln(1 + variance of the Laplacian) / ln(1 + 2000)),
/// colour = min(1, colourfulness / 20), edges = min(1, density / 0.1), 1 - asphalt, 1 - blank, and 1 - indoor.
/// </summary>
/// <remarks>
/// The bounds are this project's: daylight street views have a mean luma of 90 to 150, a deviation of 45 to 75, a
/// colourfulness of 15 to 60 and an edge density of 0.06 to 0.24, so that ordinary ones are near 1 in these terms and dark,
/// foggy, blurred or grey ones are far below.
/// </remarks>
internal static class InformationScore
{
    private const double DarkLuminance = 80;
    private const double BrightMargin = 40;
    private const double FullContrast = 64;
    private const double FullSharpness = 2000;
    private const double FullColour = 20;
    private const double FullEdges = 0.1;

    public static float Of(InformationMeasures measures, InformationWeights weights)
    {
        double exposure = Math.Clamp(Math.Min(measures.Luminance / DarkLuminance, (255 - measures.Luminance) / BrightMargin), 0, 1);
        double sharpness = Math.Min(1, Math.Log(1 + measures.Sharpness) / Math.Log(1 + FullSharpness));
        double sum = (weights.Luminance * exposure)
            + (weights.Contrast * Math.Min(1, measures.Contrast / FullContrast))
            + (weights.Entropy * measures.Entropy / 8)
            + (weights.Sharpness * sharpness)
            + (weights.Colourfulness * Math.Min(1, measures.Colourfulness / FullColour))
            + (weights.Edges * Math.Min(1, measures.EdgeDensity / FullEdges))
            + (weights.Asphalt * (1 - measures.Asphalt))
            + (weights.Blank * (1 - measures.Blank))
            + (weights.Indoor * (1 - measures.Indoor));
        return (float)(sum / weights.Sum);
    }
}
