using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Tests.Curation;

/// <summary>Makes up catalogues without files.</summary>
internal static class CatalogueDrawing
{
    public static PictureCatalogue Of(IReadOnlyList<CataloguePicture> pictures, string vocabulary = """{ "from": ["a"] }""") => new(
        StrictJson.Parse<DataFile>($$"""{ "sources": [ { "name": "a", "kind": "folders", "path": "/a" }, { "name": "b", "kind": "folders", "path": "/b" } ], "vocabulary": {{vocabulary}} }""", "test"),
        PictureColumns.Of(pictures));

    /// <summary>Writes a catalogue's folder of the sources a and b, and gives its path.</summary>
    public static string Write(string folder, IEnumerable<CataloguePicture> pictures)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "sources.json"), StrictJson.Write(Of([]).Data));
        using var table = new ParquetTableWriter<CatalogueTable.Row>(Path.Combine(folder, "catalogue.parquet"), CatalogueTable.Fields);
        foreach (CataloguePicture picture in pictures)
        {
            table.Add(CatalogueTable.ToRow(picture));
        }

        table.Finish();
        return folder;
    }

    public static CataloguePicture Picture(
        string source, int number, string country, double? latitude = null, double? longitude = null, string? content = null, float luminance = 120) => new()
        {
            Address = new PictureAddress(source, $"{country}/{number}.jpg"),
            Country = CountryCode.Parse(country),
            Point = latitude is null ? null : GeoPoint.TryFromDegrees(latitude.Value, longitude!.Value, out GeoPoint point) ? point : throw new ArgumentOutOfRangeException(nameof(latitude)),
            Size = new PictureSize(1536, 662),
            ByteLength = 1000,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content ?? string.Create(CultureInfo.InvariantCulture, $"{source} {country} {number}")))),
            Measures = new InformationMeasures(luminance, 60, 7.2f, 800),
        };

    /// <summary>Fifty countries, skewed, with coordinates for four in five; deterministic.</summary>
    public static List<CataloguePicture> Many(int count)
    {
        var random = new Random(7);
        CountryCode[] countries = [.. Countries.All.Take(50).Select(country => country.Code)];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int country = (int)(countries.Length * Math.Pow(random.NextDouble(), 2.5));
            bool known = random.Next(5) > 0;
            return Picture(
                random.Next(2) == 0 ? "a" : "b", i, countries[country].ToString(),
                known ? -40 + country + (random.NextDouble() * 1.5) : null, known ? (3 * country) + (random.NextDouble() * 3) : null,
                random.Next(30) == 0 ? $"copy {country} {random.Next(200)}" : null, (float)random.NextDouble() * 200);
        })];
    }
}
