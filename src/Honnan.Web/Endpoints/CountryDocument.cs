namespace Honnan.Web.Endpoints;

/// <summary>A country in lists.</summary>
/// <param name="Country">Its ISO 3166-1 alpha-2 code.</param>
/// <param name="Name">Its name in the language that was asked for.</param>
/// <param name="English">Its English name.</param>
/// <param name="Hungarian">Its Hungarian name.</param>
/// <param name="Latitude">Of its middle, in degrees.</param>
/// <param name="Longitude">Of its middle, in degrees.</param>
/// <param name="Known">Whether the model knows it.</param>
internal sealed record CountryDocument(string Country, string Name, string English, string Hungarian, double Latitude, double Longitude, bool Known);
