using Honnan.Data;
using Honnan.Data.Geography;

namespace Honnan.Inference;

/// <summary>What a model says of one picture, or why it cannot.</summary>
public sealed record CountryPrediction
{
    /// <summary>The picture's file; null where its bytes were given.</summary>
    public string? File { get; init; }

    /// <summary>Width and height in pixels as shown; 0 × 0 where they could not be read.</summary>
    public PictureSize Size { get; init; }

    /// <summary>Every country that the model knows, the likeliest first; empty where the picture could not be read.</summary>
    public IReadOnlyList<CountryProbability> Countries { get; init; } = [];

    /// <summary>The likeliest country; null where the picture could not be read.</summary>
    public CountryProbability? Best => Countries.Count > 0 ? Countries[0] : null;

    /// <summary>Whether the picture is of the kind that the model knows, a street view; null where the model cannot tell.</summary>
    public bool? Known { get; init; }

    /// <summary>Where it was taken, most likely; null where the model has no map.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>Why the picture could not be read; null where it was.</summary>
    public string? Error { get; init; }
}
