namespace Honnan.Data.Geography;

/// <summary>A point on the sphere as a vector of length 1: means and distances of points are quick to compute with it.</summary>
/// <param name="X">Towards 0° N 0° E.</param>
/// <param name="Y">Towards 0° N 90° E.</param>
/// <param name="Z">Towards the North Pole.</param>
public readonly record struct UnitVector(double X, double Y, double Z)
{
    /// <summary>The vector of a point.</summary>
    public static UnitVector Of(GeoPoint point)
    {
        double north = double.DegreesToRadians(point.Latitude);
        double east = double.DegreesToRadians(point.Longitude);
        return new UnitVector(Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), Math.Sin(north));
    }

    /// <summary>The direction of a weighted sum; null where the vectors cancel each other out.</summary>
    public static UnitVector? Mean(IEnumerable<(UnitVector Vector, double Weight)> vectors)
    {
        (double x, double y, double z) = (0, 0, 0);
        foreach ((UnitVector vector, double weight) in vectors)
        {
            (x, y, z) = (x + (weight * vector.X), y + (weight * vector.Y), z + (weight * vector.Z));
        }

        double length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return length > 1e-12 ? new UnitVector(x / length, y / length, z / length) : null;
    }

    /// <summary>Kilometres to another point along the great circle, from the chord between them.</summary>
    public double Kilometres(UnitVector other)
    {
        (double x, double y, double z) = (X - other.X, Y - other.Y, Z - other.Z);
        return 2 * GreatCircle.RadiusKm * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z)) / 2));
    }

    /// <summary>The point.</summary>
    public GeoPoint ToPoint() => GeoPoint.TryFromDegrees(
        double.RadiansToDegrees(Math.Asin(Math.Clamp(Z, -1, 1))), double.RadiansToDegrees(Math.Atan2(Y, X)), out GeoPoint point)
        ? point
        : throw new InvalidOperationException($"{this} is no direction");
}
