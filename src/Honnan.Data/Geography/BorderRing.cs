namespace Honnan.Data.Geography;

/// <summary>One closed outline of a country: an island's, the mainland's, or a hole's.</summary>
internal sealed class BorderRing
{
    private readonly float[] _east;
    private readonly float[] _north;
    private readonly float _west;
    private readonly float _south;
    private readonly float _mostEast;
    private readonly float _mostNorth;

    /// <param name="country">Whose it is.</param>
    /// <param name="east">Degrees east of each point, the last one the first again.</param>
    /// <param name="north">Degrees north of each point.</param>
    public BorderRing(CountryCode country, float[] east, float[] north)
    {
        (Country, _east, _north) = (country, east, north);
        (_west, _mostEast, _south, _mostNorth) = (east.Min(), east.Max(), north.Min(), north.Max());
    }

    public CountryCode Country { get; }

    /// <summary>Points, the first one repeated at the end.</summary>
    public int Count => _east.Length;

    /// <summary>Degrees from west to east and from south to north.</summary>
    public (double Width, double Height) Extent => (_mostEast - _west, _mostNorth - _south);

    public (double East, double North) this[int i] => (_east[i], _north[i]);

    public bool SpansLatitude(double north) => north >= _south && north <= _mostNorth;

    /// <summary>Whether a point is inside this outline, whatever other outlines say (even-odd rule).</summary>
    public bool Contains(GeoPoint point) => SpansLatitude(point.Latitude) && Contains(point.Latitude, Unrolled(point.Longitude));

    /// <summary>Whether the box around the outline comes near a point.</summary>
    public bool IsWithin(double kilometres, GeoPoint point)
    {
        double north = kilometres / GreatCircle.KilometresPerDegree;
        double east = north / Math.Max(0.01, Math.Cos(double.DegreesToRadians(point.Latitude)));
        double longitude = Unrolled(point.Longitude, east);
        return point.Latitude >= _south - north && point.Latitude <= _mostNorth + north
            && longitude >= _west - east && longitude <= _mostEast + east;
    }

    /// <summary>The distance to the outline, in kilometres, on a plane that touches the Earth at the point: right for short ones.</summary>
    public double Kilometres(GeoPoint point)
    {
        double across = GreatCircle.KilometresPerDegree * Math.Cos(double.DegreesToRadians(point.Latitude));
        double longitude = Unrolled(point.Longitude, 1);
        double least = double.PositiveInfinity;
        for (int i = 1; i < _east.Length; i++)
        {
            double x = (_east[i - 1] - longitude) * across;
            double y = (_north[i - 1] - point.Latitude) * GreatCircle.KilometresPerDegree;
            double dx = (_east[i] - _east[i - 1]) * across;
            double dy = (_north[i] - _north[i - 1]) * GreatCircle.KilometresPerDegree;
            double length = (dx * dx) + (dy * dy);
            double along = length == 0 ? 0 : Math.Clamp(-((x * dx) + (y * dy)) / length, 0, 1);
            least = Math.Min(least, Math.Pow(x + (along * dx), 2) + Math.Pow(y + (along * dy), 2));
        }

        return Math.Sqrt(least);
    }

    // Outlines over the date line go on beyond 180 degrees on one side.
    private double Unrolled(double longitude, double margin = 0) =>
        longitude < _west - margin ? longitude + 360 : longitude > _mostEast + margin ? longitude - 360 : longitude;

    private bool Contains(double latitude, double longitude)
    {
        if (longitude < _west || longitude > _mostEast)
        {
            return false;
        }

        bool inside = false;
        for (int i = 1; i < _east.Length; i++)
        {
            if (_north[i] > latitude != _north[i - 1] > latitude)
            {
                double share = (latitude - _north[i - 1]) / (_north[i] - _north[i - 1]);
                inside ^= longitude < _east[i - 1] + (share * (_east[i] - _east[i - 1]));
            }
        }

        return inside;
    }
}
