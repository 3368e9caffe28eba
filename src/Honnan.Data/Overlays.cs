namespace Honnan.Data;

/// <summary>The names of what may be drawn over every picture of a source.</summary>
public static class Overlays
{
    /// <summary>The buttons, box and mini-map of the game GeoGuessr.</summary>
    public const string GeoGuessr = "geoguessr";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [GeoGuessr];
}
