using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>A picture of the catalogue that is not in the selection.</summary>
/// <param name="Address">Where its bytes are.</param>
/// <param name="Country">Its country, where that is known.</param>
/// <param name="Reason">Why it was dropped.</param>
/// <param name="Of">The picture whose bytes it repeats; null for the other reasons, but see <see cref="DropReason.Unusable"/>.</param>
public sealed record DroppedPicture(PictureAddress Address, CountryCode? Country, DropReason Reason, PictureAddress? Of = null);
