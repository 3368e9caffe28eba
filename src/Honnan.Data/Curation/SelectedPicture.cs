using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>A picture of a selection.</summary>
public sealed record SelectedPicture
{
    /// <summary>Where its bytes are.</summary>
    public required PictureAddress Address { get; init; }

    /// <summary>Its country, one of the vocabulary's.</summary>
    public required CountryCode Country { get; init; }

    /// <summary>Where it was taken; null where that is not known.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>Width and height in pixels as shown.</summary>
    public PictureSize Size { get; init; }

    /// <summary>SHA-256 of the encoded bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How much it shows, 0 to 1.</summary>
    public float Information { get; init; }

    /// <summary>The place that it belongs to; pictures of one group are always on one side and in one fold.</summary>
    public required string Group { get; init; }

    /// <summary>What it is for.</summary>
    public SplitSide Split { get; init; }

    /// <summary>Its fold for cross-validation, from 0; independent of the split.</summary>
    public int Fold { get; init; }
}
