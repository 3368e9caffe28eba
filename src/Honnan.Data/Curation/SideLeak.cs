namespace Honnan.Data.Curation;

/// <summary>What is shared by two sides of a split.</summary>
public sealed record SideLeak
{
    /// <summary>train, validation or test.</summary>
    public required string Side { get; init; }

    /// <summary>The other side.</summary>
    public required string Other { get; init; }

    /// <summary>Pairs of pictures, one on each side, of the same bytes.</summary>
    public required int ByteCopies { get; init; }

    /// <summary>Pairs of pictures, one on each side, that show the same though not byte for byte.</summary>
    public required int NearCopies { get; init; }

    /// <summary>Groups with pictures on both sides.</summary>
    public required int Groups { get; init; }

    /// <summary>Kilometres between the two nearest pictures, one on each side; null where a side has no coordinates.</summary>
    public double? NearestKm { get; init; }

    /// <summary>Those two pictures, as source/file.</summary>
    public IReadOnlyList<string> NearestPair { get; init; } = [];
}
