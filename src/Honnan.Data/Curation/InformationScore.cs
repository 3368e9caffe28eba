using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// One figure, 0 to 1, for how much a picture shows: the weighted mean of
/// exposure = min(1, luminance / 80, (255 - luminance) / 40),
/// contrast = min(1, deviation / 64), entropy = bits / 8, and
/// sharpness = min(1, ln(1 + variance of the Laplacian) / ln(1 + 2000)).
/// </summary>
/// <remarks>
/// The bounds are this project's: daylight street views have a mean luma of 90 to 150 and a deviation of 45 to 75, so
/// that ordinary ones are near 1 in each term and dark, foggy or blurred ones are far below.
/// </remarks>
internal static class InformationScore
{
    private const double DarkLuminance = 80;
    private const double BrightMargin = 40;
    private const double FullContrast = 64;
    private const double FullSharpness = 2000;

    public static float Of(InformationMeasures measures, InformationWeights weights)
    {
        double exposure = Math.Clamp(Math.Min(measures.Luminance / DarkLuminance, (255 - measures.Luminance) / BrightMargin), 0, 1);
        double contrast = Math.Min(1, measures.Contrast / FullContrast);
        double entropy = measures.Entropy / 8;
        double sharpness = Math.Min(1, Math.Log(1 + measures.Sharpness) / Math.Log(1 + FullSharpness));
        return (float)(((weights.Luminance * exposure) + (weights.Contrast * contrast) + (weights.Entropy * entropy) + (weights.Sharpness * sharpness)) / weights.Sum);
    }
}
