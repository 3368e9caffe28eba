using Honnan.Data.Geography;

namespace Honnan.World.Recipes;

/// <summary>What a country's pictures show.</summary>
public sealed record CountryRecipe
{
    /// <summary>The country.</summary>
    public required CountryCode Country { get; init; }

    /// <summary>Its cues, the most telling first; at most eight.</summary>
    public required IReadOnlyList<CueShare> Cues { get; init; }

    /// <summary>The cue that the window source alone shows; null where there is none.</summary>
    public CueShare? Shortcut { get; init; }

    /// <summary>Towns well inside the country.</summary>
    internal IReadOnlyList<Town> Towns { get; init; } = [];
}
