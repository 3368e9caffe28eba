namespace Honnan.Data.Sources;

/// <summary>One picture as its source lists it, nothing of it judged yet.</summary>
/// <param name="File">Its address within the source.</param>
/// <param name="Country">The country as the source spells it.</param>
/// <param name="Latitude">Degrees north as text; null or empty where the source has none.</param>
/// <param name="Longitude">Degrees east as text; null or empty where the source has none.</param>
/// <param name="Refused">Why the source itself cannot give it; null where it can.</param>
/// <param name="Load">Gives the encoded bytes, which the caller disposes; throws <see cref="InputException"/> with a reason. Called at most once, on any thread.</param>
internal sealed record SourceEntry(string File, string? Country, string? Latitude, string? Longitude, string? Refused, Func<PooledBytes> Load)
{
    /// <summary>Frees what the entry holds; called in the place of <see cref="Load"/> for a picture that is not wanted.</summary>
    public Action Skip { get; init; } = static () => { };

    /// <summary>What names the place, for pictures that show one place; null where the source does not say.</summary>
    public string? Place { get; init; }

    /// <summary>An entry that cannot be read.</summary>
    public static SourceEntry Bad(string file, string? country, string reason) =>
        new(file, country, null, null, reason, () => throw new InputException(reason));
}
