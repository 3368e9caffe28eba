using System.Text.Json.Serialization;
using Honnan.Data.Imaging;

namespace Honnan.Learning.Evaluation.Shortcuts;

/// <summary>One place of the frame by which the pictures of a country in a source are recognised, wherever they were taken.</summary>
public sealed record PlaceFinding
{
    /// <summary>The country's code.</summary>
    public required string Country { get; init; }

    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>The place that was covered, in fractions of the picture: where the maps peak, and a little around it.</summary>
    [JsonIgnore]
    public FrameRectangle Place { get; init; }

    /// <summary>The same as left, top, right, bottom.</summary>
    public IReadOnlyList<double> Box => [Place.Left, Place.Top, Place.Right, Place.Bottom];

    /// <summary>Recognised pictures of the country in the source.</summary>
    public required int Recognised { get; init; }

    /// <summary>The share of these whose map peaks in its middle part.</summary>
    public required double Peaks { get; init; }

    /// <summary>The same of other countries' recognised pictures in the source.</summary>
    public required double PeaksOfOthers { get; init; }

    /// <summary>The share of <see cref="Recognised"/> that is still recognised with the place covered.</summary>
    public required double LeftCovered { get; init; }

    /// <summary>The same with as much covered in the same rows, as far from it as can be.</summary>
    public required double LeftElsewhere { get; init; }

    /// <summary>The mean probability of the country over <see cref="Recognised"/> with the place covered.</summary>
    public required double ProbabilityCovered { get; init; }

    /// <summary>The same with as much covered elsewhere.</summary>
    public required double ProbabilityElsewhere { get; init; }

    /// <summary>How likely so many of the pictures, or more, lose more by the one than by the other by chance: the two-sided sign test.</summary>
    public required double PValue { get; init; }

    /// <summary>
    /// Whether covering the place costs the country a fifth of its recognised pictures more than covering another, or nearly
    /// all of them some of its probability: where other things tell the country too, what was laid over turns few guesses.
    /// </summary>
    public bool Suspicious => LeftElsewhere - LeftCovered >= LeastLoss || (ProbabilityCovered < ProbabilityElsewhere && PValue <= MostChance);

    private const double LeastLoss = 0.2;
    private const double MostChance = 0.1; // 0.05 to the side that counts
}
