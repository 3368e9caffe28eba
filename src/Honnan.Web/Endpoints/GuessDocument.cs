using System.Text.Json.Serialization;
using Honnan.Data.Geography;
using Honnan.Web.Errors;
using Honnan.Web.Play;

namespace Honnan.Web.Endpoints;

/// <summary>A guess: a point, or a country, or that there is none.</summary>
/// <param name="Country">An ISO 3166-1 alpha-2 code.</param>
/// <param name="Latitude">Degrees north; with a longitude.</param>
/// <param name="Longitude">Degrees east; with a latitude.</param>
/// <param name="TimedOut">True: the time ran out without a guess.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GuessDocument(string? Country = null, double? Latitude = null, double? Longitude = null, bool TimedOut = false)
{
    /// <summary>The place; null where the time ran out.</summary>
    /// <exception cref="RequestProblem">It is none of the three, or the country or the point does not exist.</exception>
    public GamePlace? ToPlace() => (Country, Latitude, Longitude, TimedOut) switch
    {
        (null, { } north, { } east, false) => GeoPoint.TryFromDegrees(north, east, out GeoPoint point)
            ? GamePlace.Of(point)
            : throw new RequestProblem(StatusCodes.Status400BadRequest, "latitude must be -90 to 90 and longitude -180 to 180"),
        ({ } country, null, null, false) => GamePlace.Of(PredictQuery.Known(country)),
        (null, null, null, true) => null,
        _ => throw new RequestProblem(StatusCodes.Status400BadRequest, "a guess has a country, or a latitude and a longitude, or timedOut: true"),
    };
}
