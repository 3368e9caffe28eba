using Honnan.Data.Geography;
using Honnan.Web.Errors;
using Honnan.Web.Play;

namespace Honnan.Web.Endpoints;

/// <summary>A guess: a point, or a country, or neither where the time ran out.</summary>
/// <param name="Country">An ISO 3166-1 alpha-2 code.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
internal sealed record GuessDocument(string? Country, double? Latitude, double? Longitude)
{
    /// <exception cref="RequestProblem">The country or the point does not exist.</exception>
    public GamePlace? ToPlace()
    {
        if (Latitude is { } north && Longitude is { } east)
        {
            return GeoPoint.TryFromDegrees(north, east, out GeoPoint point)
                ? GamePlace.Of(point)
                : throw new RequestProblem(StatusCodes.Status400BadRequest, "latitude must be -90 to 90 and longitude -180 to 180");
        }

        return Country is null ? null : GamePlace.Of(PredictQuery.Known(Country));
    }
}
