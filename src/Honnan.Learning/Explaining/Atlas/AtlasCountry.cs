using Honnan.Data.Geography;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>A country's pages.</summary>
/// <param name="Country">The country.</param>
/// <param name="Pictures">Pictures that were looked at.</param>
/// <param name="Recognised">Of these, those that were recognised.</param>
/// <param name="Tiles">Recognised ones with their maps, the most interpretable first.</param>
/// <param name="Hints">Those that tell it best from the others first, the camera's last.</param>
public sealed record AtlasCountry(CountryCode Country, int Pictures, int Recognised, IReadOnlyList<GalleryTile> Tiles, IReadOnlyList<Hint> Hints);
