using System.Collections.Frozen;
using System.Globalization;

namespace Honnan.Data.Geography;

/// <summary>
/// Where the middle of each country is: the centroid on the sphere of its largest piece of land and of all that lies
/// within 1,500 km of it, so that far islands and overseas parts do not move it. Computed from the countries of Natural Earth at
/// 1 : 10 million (public domain); for twelve dependencies that it does not set apart, their geographic coordinates as the
/// CIA World Factbook (public domain) or, for parts of France and the Netherlands, any atlas has them.
/// </summary>
public static class CountryCentres
{
    private static readonly FrozenDictionary<CountryCode, GeoPoint> Points = EmbeddedTable.Rows("country-centres.tsv")
        .ToFrozenDictionary(cells => CountryCode.Parse(cells[0]), Point);

    /// <summary>The middle of a country, to a hundredth of a degree.</summary>
    /// <exception cref="InputException">There is no such country.</exception>
    public static GeoPoint Of(CountryCode country) => Points.TryGetValue(country, out GeoPoint point)
        ? point
        : throw new InputException(Countries.Unknown(country.ToString()));

    /// <summary>Kilometres between the middles of two countries along a great circle.</summary>
    /// <exception cref="InputException">There is no such country.</exception>
    public static double KilometresBetween(CountryCode a, CountryCode b) => GreatCircle.Kilometres(Of(a), Of(b));

    private static GeoPoint Point(string[] cells) =>
        GeoPoint.TryFromDegrees(double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture), out GeoPoint point)
            ? point
            : throw new InvalidDataException($"country-centres.tsv: {cells[0]}");
}
