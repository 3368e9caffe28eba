using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Metrics;

/// <summary>What a model said of one picture, beside what is true of it. A panorama is one picture: its windows are averaged before.</summary>
public sealed record Prediction
{
    /// <summary><see cref="Truth"/> of a picture whose country is not in the vocabulary.</summary>
    public const int Outside = -1;

    /// <summary>The source's name in the data file.</summary>
    public required string Source { get; init; }

    /// <summary>The path below the source's path; in Parquet with # and the row.</summary>
    public required string File { get; init; }

    /// <summary>The place: pictures of one group are not independent, and are resampled together.</summary>
    public required string Group { get; init; }

    /// <summary>The true country, whether in the vocabulary or not.</summary>
    public required CountryCode Country { get; init; }

    /// <summary>The true country's index in the vocabulary, or <see cref="Outside"/>.</summary>
    public required int Truth { get; init; }

    /// <summary>[C], one a country of the vocabulary, in [0, 1], summing to 1.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>Whether the picture is of the kind the model knows; null where the model has no threshold.</summary>
    public bool? Known { get; init; }

    /// <summary>From the true point to the guessed one in kilometres; null where either is unknown.</summary>
    public double? Kilometres { get; init; }

    /// <summary>The guess: the index of the largest probability, the lowest one among equals (numpy's argmax).</summary>
    public int Guess => Ranking.Largest(Probabilities);
}
