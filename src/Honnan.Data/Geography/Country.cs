namespace Honnan.Data.Geography;

/// <summary>A country or territory with its names.</summary>
/// <param name="Code">The ISO 3166-1 alpha-2 code.</param>
/// <param name="English">The short English name (Unicode CLDR's, a few shortened further).</param>
/// <param name="Hungarian">The short Hungarian name.</param>
public sealed record Country(CountryCode Code, string English, string Hungarian);
