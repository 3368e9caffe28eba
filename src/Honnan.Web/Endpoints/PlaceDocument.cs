namespace Honnan.Web.Endpoints;

/// <summary>A place in a game.</summary>
/// <param name="Country">Its country; null at sea.</param>
/// <param name="Name">The country's name.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Kilometres">To the truth.</param>
/// <param name="Points">For that distance.</param>
internal sealed record PlaceDocument(string? Country, string? Name, double Latitude, double Longitude, double Kilometres, int Points);
