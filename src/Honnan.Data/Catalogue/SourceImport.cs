namespace Honnan.Data.Catalogue;

/// <summary>What an import found in one source.</summary>
public sealed record SourceImport
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>Pictures listed.</summary>
    public long Pictures { get; set; }

    /// <summary>Pictures that can be used.</summary>
    public long Usable { get; set; }

    /// <summary>Usable pictures for which the source gives no coordinates.</summary>
    public long WithoutCoordinates { get; set; }

    /// <summary>Usable pictures whose coordinates are no degrees ("1,5", "nan", 91): counted as having none.</summary>
    public long UnreadableCoordinates { get; set; }

    /// <summary>Up to <see cref="MaxListed"/> files with unreadable coordinates, with what they say.</summary>
    public IList<string> UnreadableCoordinateFiles { get; } = [];

    /// <summary>How many refused pictures have each reason.</summary>
    public IDictionary<string, long> RefusedByReason { get; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many files with unreadable coordinates are listed by name.</summary>
    public const int MaxListed = 20;
}
