using Honnan.Data.Geography;

namespace Honnan.Data.Answers;

/// <summary>A part of a country with about as many training pictures as the other parts have.</summary>
public sealed record GeoCell
{
    /// <summary>The country's index in the model's order.</summary>
    public required int Country { get; init; }

    /// <summary>Of the mean of its training pictures' points, in degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>The same in degrees east.</summary>
    public required double Longitude { get; init; }

    /// <summary>Its training pictures that have a point; 0 where none of the country has, and the cell is the country's middle.</summary>
    public required int Pictures { get; init; }

    /// <summary>How far its pictures are from its middle on average, in kilometres, 0 or more.</summary>
    public double RadiusKm { get; init; }

    /// <summary>Where it is.</summary>
    /// <exception cref="InputException">The degrees are out of range.</exception>
    public GeoPoint ToPoint() => GeoPoint.TryFromDegrees(Latitude, Longitude, out GeoPoint point)
        ? point
        : throw new InputException($"a cell of the map lies at {Latitude}, {Longitude}, which is nowhere");
}
