namespace Honnan.Data.Sources;

/// <summary>A row of a labels file, nothing of it judged yet.</summary>
/// <param name="Where">"line 7" or "row 7", for messages.</param>
/// <param name="File">The picture's path; null or empty where the row has none.</param>
/// <param name="Country">The country as it is spelled there.</param>
/// <param name="Latitude">Degrees north as text.</param>
/// <param name="Longitude">Degrees east as text.</param>
/// <param name="Broken">Why the row cannot be read; null where it can.</param>
internal readonly record struct LabelRow(string Where, string? File, string? Country, string? Latitude, string? Longitude, string? Broken = null)
{
    /// <summary>What names the place, for pictures that show one place; null or empty where the row does not say.</summary>
    public string? Place { get; init; }
}
