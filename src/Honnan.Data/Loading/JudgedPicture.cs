using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Loading;

/// <summary>A picture whose country is known, by which a model is judged.</summary>
/// <param name="Address">Where its bytes are.</param>
/// <param name="Country">The true country.</param>
/// <param name="Point">Where it was taken; null where that is not known.</param>
/// <param name="Group">The place: pictures of one group are not independent of each other.</param>
public sealed record JudgedPicture(PictureAddress Address, CountryCode Country, GeoPoint? Point, string Group)
{
    /// <summary>What names the place, for pictures that are views of one place; null where nothing does.</summary>
    public string? Place { get; init; }

    /// <summary>SHA-256 of its bytes in lower-case hexadecimal; null where nobody has worked it out.</summary>
    public string? Sha256 { get; init; }
}
