namespace Honnan.Data.Geography;

/// <summary>Distances on the sphere of the Earth's mean radius (6371.0088 km; IUGG).</summary>
public static class GreatCircle
{
    /// <summary>Kilometres to a degree of latitude.</summary>
    public const double KilometresPerDegree = RadiusKm * Math.PI / 180;

    /// <summary>The mean radius in kilometres.</summary>
    public const double RadiusKm = 6371.0088;

    /// <summary>Kilometres between two points (the haversine formula; up to 0.6 % off the ellipsoid's).</summary>
    public static double Kilometres(GeoPoint a, GeoPoint b)
    {
        double north = double.DegreesToRadians(b.Latitude - a.Latitude);
        double east = double.DegreesToRadians(b.Longitude - a.Longitude);
        double h = Math.Pow(Math.Sin(north / 2), 2)
            + (Math.Cos(double.DegreesToRadians(a.Latitude)) * Math.Cos(double.DegreesToRadians(b.Latitude)) * Math.Pow(Math.Sin(east / 2), 2));
        return 2 * RadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }
}
