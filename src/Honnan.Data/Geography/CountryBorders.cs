using System.IO.Compression;

namespace Honnan.Data.Geography;

/// <summary>
/// Tells in which country a point lies, from Natural Earth's outlines at 1:10 million (version 4.1, on a grid of 0.0036 × 0.0017
/// degrees, up to 400 m). Territories with an ISO 3166-1 code of their own, such as RE and HK, are countries here. A point at
/// sea belongs to the nearest country within <see cref="SeaKm"/>. Thread-safe; read from the assembly when first used.
/// </summary>
/// <remarks>
/// Areas that several states claim belong to the one whose code ISO 3166-1 gives them, or else to the one that administers
/// them: Kosovo is XK, Taiwan TW, Western Sahara EH, Palestine PS, Crimea UA (ISO 3166-2 lists it there), Northern Cyprus and
/// the British bases CY, Somaliland SO, the Siachen Glacier IN; other lines are Natural Earth's, which follow who administers.
/// </remarks>
public static class CountryBorders
{
    /// <summary>How far from a coast a point at sea may be, in kilometres.</summary>
    public const double SeaKm = 20;

    // Natural Earth gives Morocco what it administers; Western Sahara (EH) is what lies south of 27° 40' N.
    private const double SaharaNorth = 27 + (40.0 / 60);

    private static readonly CountryCode Morocco = CountryCode.Parse("MA");
    private static readonly CountryCode Sahara = CountryCode.Parse("EH");
    private static readonly Lazy<BorderRing[]> All = new(Read);

    /// <summary>The country of a point; null where none is within <see cref="SeaKm"/>.</summary>
    public static CountryCode? At(GeoPoint point) =>
        Drawn(point) is not { } country ? null : country == Morocco && point.Latitude < SaharaNorth ? Sahara : country;

    /// <summary>Every outline, for maps.</summary>
    internal static IReadOnlyList<BorderRing> Rings => All.Value;

    private static CountryCode? Drawn(GeoPoint point)
    {
        foreach (IGrouping<CountryCode, BorderRing> country in All.Value
            .Where(ring => ring.SpansLatitude(point.Latitude))
            .GroupBy(ring => ring.Country))
        {
            if (country.Count(ring => ring.Contains(point)) % 2 == 1)
            {
                return country.Key;
            }
        }

        CountryCode? nearest = null;
        double least = SeaKm;
        foreach (BorderRing ring in All.Value.Where(ring => ring.IsWithin(SeaKm, point)))
        {
            double kilometres = ring.Kilometres(point);
            if (kilometres <= least)
            {
                (nearest, least) = (ring.Country, kilometres);
            }
        }

        return nearest;
    }

    private static BorderRing[] Read()
    {
        using Stream resource = typeof(CountryBorders).Assembly.GetManifestResourceStream("borders.bin")!;
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var reader = new BinaryReader(unpacked);
        (double scaleX, double scaleY) = (reader.ReadDouble(), reader.ReadDouble());
        (double west, double south) = (reader.ReadDouble(), reader.ReadDouble());
        var rings = new List<BorderRing>();
        for (int countries = reader.Read7BitEncodedInt(); countries > 0; countries--)
        {
            var code = CountryCode.Parse($"{(char)reader.ReadByte()}{(char)reader.ReadByte()}");
            for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                float[] east = new float[reader.Read7BitEncodedInt()];
                float[] north = new float[east.Length];
                (int x, int y) = (0, 0);
                for (int i = 0; i < east.Length; i++)
                {
                    x += Step(reader);
                    y += Step(reader);
                    (east[i], north[i]) = ((float)(west + (scaleX * x)), (float)(south + (scaleY * y)));
                }

                rings.Add(new BorderRing(code, east, north));
            }
        }

        return [.. rings];
    }

    private static int Step(BinaryReader reader)
    {
        int zigzag = reader.Read7BitEncodedInt();
        return (int)((uint)zigzag >> 1) ^ -(zigzag & 1);
    }
}
