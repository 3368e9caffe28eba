namespace Honnan.World.Truth;

/// <summary>A line of the manifest: a picture and what it shows.</summary>
public sealed record PictureRecord
{
    /// <summary>The source's name in data.json.</summary>
    public required string Source { get; init; }

    /// <summary>The picture's file as catalogues name it.</summary>
    public required string File { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public required double Longitude { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The camera.</summary>
    public required CameraRecord Camera { get; init; }

    /// <summary>What says nothing about the country.</summary>
    public required SceneRecord Scene { get; init; }

    /// <summary>The cues that are seen.</summary>
    public required IReadOnlyList<CueRecord> Cues { get; init; }

    /// <summary>Whether it shows the planted shortcut.</summary>
    public required bool Shortcut { get; init; }
}
