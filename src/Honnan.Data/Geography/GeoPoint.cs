using System.Globalization;

namespace Honnan.Data.Geography;

/// <summary>A point in WGS 84 degrees: latitude in [-90, 90], longitude in [-180, 180].</summary>
public readonly record struct GeoPoint
{
    private GeoPoint(double latitude, double longitude) => (Latitude, Longitude) = (latitude, longitude);

    /// <summary>Degrees north.</summary>
    public double Latitude { get; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; }

    /// <summary>Takes degrees; false where one is not finite or out of range.</summary>
    public static bool TryFromDegrees(double latitude, double longitude, out GeoPoint point)
    {
        bool valid = double.IsFinite(latitude) && double.IsFinite(longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;
        point = valid ? new GeoPoint(latitude, longitude) : default;
        return valid;
    }

    /// <summary>Reads two decimal numbers with a point (never a comma, "nan" or a sign of infinity).</summary>
    public static bool TryParse(string? latitude, string? longitude, out GeoPoint point)
    {
        const NumberStyles Plain = NumberStyles.Float & ~NumberStyles.AllowTrailingWhite;
        point = default;
        return double.TryParse(latitude, Plain, CultureInfo.InvariantCulture, out double north)
            && double.TryParse(longitude, Plain, CultureInfo.InvariantCulture, out double east)
            && TryFromDegrees(north, east, out point);
    }
}
