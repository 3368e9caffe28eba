using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining;

/// <summary>
/// A gallery for each true country: pictures that were recognised first, those of the most merit (the surest) first, then the
/// others. Pictures whose country is not known are not shown.
/// </summary>
/// <param name="tilesOfCountry">Pictures of a gallery at most; no more are kept in memory.</param>
public sealed class CountryGalleries(int tilesOfCountry)
{
    private const int Quality = 88;

    // A gallery's own sizes.
    private const int TileWidth = 420;
    private const int TileHeight = 240;

    private readonly SortedDictionary<CountryCode, List<GalleryTile>> _tiles = [];

    /// <summary>Adds a picture.</summary>
    public void Add(CountryCode? country, GalleryTile tile)
    {
        if (country is not { } code)
        {
            return;
        }

        if (!_tiles.TryGetValue(code, out List<GalleryTile>? tiles))
        {
            _tiles[code] = tiles = [];
        }

        // A gallery's tiles are small: many drawings at their full size would fill the memory.
        double scale = Math.Min(1, Math.Min((double)TileWidth / tile.Overlay.Width, (double)TileHeight / tile.Overlay.Height));
        if (scale < 1)
        {
            var size = new PictureSize((int)Math.Max(1, tile.Overlay.Width * scale), (int)Math.Max(1, tile.Overlay.Height * scale));
            tile = tile with { Overlay = Resizer.Resize(tile.Overlay, size, Resampling.Bilinear) };
        }

        int place = tiles.FindIndex(other => Order(tile).CompareTo(Order(other)) < 0);
        tiles.Insert(place < 0 ? tiles.Count : place, tile);
        if (tiles.Count > tilesOfCountry)
        {
            tiles.RemoveAt(tilesOfCountry);
        }
    }

    /// <summary>A country's tiles in their order.</summary>
    public IReadOnlyList<GalleryTile> Of(CountryCode country) => _tiles.TryGetValue(country, out List<GalleryTile>? tiles) ? tiles : [];

    /// <summary>Writes <c>gallery-HU.jpg</c> and so on.</summary>
    /// <param name="path">Gives the path for a file's name.</param>
    /// <param name="method">How the maps were made, for the headings.</param>
    public void Write(Func<string, string> path, string method)
    {
        foreach ((CountryCode country, List<GalleryTile> tiles) in _tiles)
        {
            int right = tiles.Count(t => t.Truth == t.Guess);
            var gallery = new Gallery(Countries.Get(country).English, $"{method}; recognised {right} of {tiles.Count}");
            File.WriteAllBytes(path($"gallery-{country}.jpg"), PictureEncoder.Jpeg(gallery.Draw(tiles), Quality));
        }
    }

    private static (bool Wrong, double Lack) Order(GalleryTile tile) => (tile.Truth != tile.Guess, -tile.Merit);
}
