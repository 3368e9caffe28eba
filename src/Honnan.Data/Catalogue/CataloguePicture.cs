using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>One picture of a catalogue, usable or refused.</summary>
public sealed record CataloguePicture
{
    /// <summary>Where its bytes are.</summary>
    public required PictureAddress Address { get; init; }

    /// <summary>Its country; null where that is unknown.</summary>
    public CountryCode? Country { get; init; }

    /// <summary>Where it was taken; null where the source does not say, or not legibly.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>What its source names the place, which several of its pictures may share; null where it does not say.</summary>
    public string? Place { get; init; }

    /// <summary>Width and height in pixels as shown; 0 × 0 where it is no picture.</summary>
    public PictureSize Size { get; init; }

    /// <summary>Encoded bytes; 0 where they could not be read.</summary>
    public long ByteLength { get; init; }

    /// <summary>SHA-256 of the encoded bytes, 64 lower-case hexadecimal digits; null where they could not be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Why it cannot be used; null where it can.</summary>
    public string? Refused { get; init; }

    /// <summary>How much it shows; null where it is refused.</summary>
    public InformationMeasures? Measures { get; init; }

    /// <summary>By what copies of it are found; null where it is refused or has the shape of no view.</summary>
    public PictureFingerprint? Fingerprint { get; init; }
}
