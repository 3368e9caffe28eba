namespace Honnan.Data.Curation.Copies;

/// <summary>Two pictures that show the same.</summary>
/// <param name="First">The one that comes first in the catalogue, by its place there.</param>
/// <param name="Second">The other one.</param>
/// <param name="SamePicture">
/// Whether one is the other coded, scaled or trimmed anew; otherwise both show parts of the same view that the other lacks.
/// </param>
/// <param name="Correlation">How well the parts agree that both show, 0 to 1.</param>
/// <param name="Shared">Share of the smaller one's area that the other shows too, 0 to 1.</param>
public sealed record CopyPair(int First, int Second, bool SamePicture, double Correlation, double Shared);
