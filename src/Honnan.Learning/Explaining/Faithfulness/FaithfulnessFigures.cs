using Honnan.Learning.Models;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>How far a map shows what the net's answer rests on.</summary>
/// <param name="Road">ROAD, combined, at the percentiles 20, 40, 60 and 80; above 0 is better than chance.</param>
/// <param name="Deletion">Area under the probability while relevant pixels are deleted; small is good.</param>
/// <param name="Insertion">Area under the probability while they are inserted; large is good.</param>
/// <param name="ConfidenceChange">Change of probability when the picture is multiplied by its map.</param>
public sealed record FaithfulnessFigures(double Road, double Deletion, double Insertion, double ConfidenceChange)
{
    /// <summary>Enough for a ranking, at less than half the cost of all nine.</summary>
    public static readonly IReadOnlyList<int> Percentiles = [20, 40, 60, 80];

    /// <summary>Measures all of them.</summary>
    /// <param name="net">In evaluation mode; stays the caller's.</param>
    /// <param name="picture">A picture and its map.</param>
    /// <param name="index">The class that the map is of.</param>
    /// <param name="seed">Of ROAD's noise.</param>
    public static FaithfulnessFigures Of(Net net, SeenPicture picture, int index, int seed)
    {
        var judge = new ClassProbability(net, index);
        var areas = DeletionInsertion.Of(picture, judge);
        return new FaithfulnessFigures(
            new Road(judge).Combined(picture, Percentiles, new Random(seed)),
            areas.Deletion,
            areas.Insertion,
            Faithfulness.ConfidenceChange.Of(picture, judge).Change);
    }

    /// <summary>The means of some.</summary>
    public static FaithfulnessFigures Mean(IReadOnlyCollection<FaithfulnessFigures> figures) => new(
        figures.Average(f => f.Road),
        figures.Average(f => f.Deletion),
        figures.Average(f => f.Insertion),
        figures.Average(f => f.ConfidenceChange));
}
