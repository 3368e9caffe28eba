using Honnan.Data;
using Honnan.Data.Geography;

namespace Honnan.Web.Play;

/// <summary>A picture to guess, and the truth about it, which stays here until the guess is in.</summary>
/// <param name="Jpeg">Its file, with nothing in it but pixels.</param>
/// <param name="Size">Its size in pixels.</param>
/// <param name="Country">Where it is.</param>
/// <param name="Point">Where exactly; null where that is not known.</param>
internal sealed record GamePicture(byte[] Jpeg, PictureSize Size, CountryCode Country, GeoPoint? Point);
