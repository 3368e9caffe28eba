namespace Honnan.Data.Downloads;

/// <summary>A file that can be downloaded.</summary>
/// <param name="Path">Its path below the output folder, with '/'.</param>
/// <param name="Address">Where it is.</param>
internal sealed record Downloadable(string Path, Uri Address)
{
    /// <summary>Its length in bytes, where that is known beforehand.</summary>
    public long? Length { get; init; }

    /// <summary>Its SHA-256, or the first digits of it, in lower-case hexadecimal digits; null where it is not known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The value of the Authorization header, for sites that want a key; null without.</summary>
    public string? Authorization { get; init; }

    /// <summary>
    /// The one file that is wanted of it, by the first digits of its SHA-256, where it is a zip or tar.gz archive that is then
    /// removed: what it is called in the end, below the output folder, and the digits.
    /// </summary>
    public (string Path, string Sha256)? Only { get; init; }

    /// <summary>Whether it is a zip archive that is to be unpacked beside itself, and then removed.</summary>
    public bool Unpack { get; init; }
}
