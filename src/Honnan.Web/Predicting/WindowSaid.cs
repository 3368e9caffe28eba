namespace Honnan.Web.Predicting;

/// <summary>What a model said of one window of a panorama.</summary>
/// <param name="Heading">Where its left edge is, in degrees from the panorama's left edge, [0, 360).</param>
/// <param name="Width">How much of the circle it shows, in degrees.</param>
/// <param name="Probabilities">[countries].</param>
/// <param name="Map">The heat map as PNG; null where it was not asked for.</param>
internal sealed record WindowSaid(double Heading, double Width, double[] Probabilities, byte[]? Map);
