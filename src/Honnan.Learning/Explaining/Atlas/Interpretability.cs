namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Whether what lights up in a picture is something that one can point at.</summary>
/// <param name="Concentration">How little of the picture holds half of the map (<see cref="MapConcentration"/>), in [0, 1].</param>
/// <param name="Stability">How much of the map stays when the picture is mirrored or trimmed (<see cref="MapStability"/>), in [0, 1].</param>
/// <param name="Road">ROAD, combined: how much the probability depends on what lights up; above 0 where it does.</param>
/// <param name="OffCamera">The share of the map off overlay, watermarks and car, in [0, 1].</param>
public readonly record struct Interpretability(double Concentration, double Stability, double Road, double OffCamera)
{
    private const double FullRoad = 0.4; // the combined change of a picture whose probability goes from all to nearly nothing on one side alone

    /// <summary>The geometric mean of the four, ROAD as a share of 0.4: in [0, 1]; 0 where one of them fails.</summary>
    public double Score => Math.Pow(Clamped(Concentration) * Clamped(Stability) * Clamped(Road / FullRoad) * Clamped(OffCamera), 0.25);

    private static double Clamped(double value) => Math.Clamp(value, 0, 1);
}
