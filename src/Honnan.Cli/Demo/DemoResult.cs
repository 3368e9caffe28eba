namespace Honnan.Cli.Demo;

/// <summary>What the demo found.</summary>
internal sealed record DemoResult
{
    /// <summary>Share of the test pictures whose country was right, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>Share of the rightly answered test pictures whose heat map's peak lies on one of the country's cues, in [0, 1].</summary>
    public required double PointingGame { get; init; }

    /// <summary>Whether the audit told that the planted stamp, and not the country, is what windows of Brazil are known by.</summary>
    public required bool ShortcutFound { get; init; }

    /// <summary>Seconds that the whole took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The report's file.</summary>
    public required string Report { get; init; }

    /// <summary>The atlas's file.</summary>
    public required string Atlas { get; init; }

    /// <summary>The exported model's file.</summary>
    public required string Model { get; init; }
}
