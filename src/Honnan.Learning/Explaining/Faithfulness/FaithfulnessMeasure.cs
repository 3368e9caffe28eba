using Honnan.Learning.Models;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>Measures how far a map shows what the net's answer rests on.</summary>
public static class FaithfulnessMeasure
{
    /// <summary>Enough for a ranking, at less than half the cost of all nine.</summary>
    public static readonly IReadOnlyList<int> Percentiles = [20, 40, 60, 80];

    /// <summary>Measures all figures.</summary>
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
            ConfidenceChange.Of(picture, judge).Change);
    }
}
