namespace Honnan.Data.HeatMaps;

/// <summary>How far a map shows what the net's answer rests on.</summary>
/// <param name="Road">ROAD, combined, at the percentiles 20, 40, 60 and 80; above 0 is better than chance.</param>
/// <param name="Deletion">Area under the probability while relevant pixels are deleted; small is good.</param>
/// <param name="Insertion">Area under the probability while they are inserted; large is good.</param>
/// <param name="ConfidenceChange">Change of probability when the picture is multiplied by its map.</param>
public sealed record FaithfulnessFigures(double Road, double Deletion, double Insertion, double ConfidenceChange)
{
    /// <summary>The means of some.</summary>
    public static FaithfulnessFigures Mean(IReadOnlyCollection<FaithfulnessFigures> figures) => new(
        figures.Average(f => f.Road),
        figures.Average(f => f.Deletion),
        figures.Average(f => f.Insertion),
        figures.Average(f => f.ConfidenceChange));
}
