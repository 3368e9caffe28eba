using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.World.Optics;
using Honnan.World.Truth;

namespace Honnan.World;

/// <summary>A picture of the drawn world and the truth about it.</summary>
public sealed record DrawnPicture
{
    /// <summary>The country that it shows.</summary>
    public required CountryCode Country { get; init; }

    /// <summary>The format.</summary>
    public required WorldFormat Format { get; init; }

    /// <summary>The picture's file: JPEG at the quality of the real data sets.</summary>
    public required byte[] Jpeg { get; init; }

    /// <summary>A plausible place: near a real town of the country.</summary>
    public required GeoPoint Point { get; init; }

    /// <summary>The town and the country.</summary>
    public required string Address { get; init; }

    /// <summary>Width and height in pixels.</summary>
    public required PictureSize Size { get; init; }

    /// <summary>The camera.</summary>
    public required CameraRecord Camera { get; init; }

    /// <summary>What says nothing about the country.</summary>
    public required SceneRecord Scene { get; init; }

    /// <summary>The cues that are seen, and where.</summary>
    public required IReadOnlyList<ShownCue> Cues { get; init; }

    /// <summary>The pixels as they were drawn, before the JPEG was coded.</summary>
    public required Picture Pixels { get; init; }
}
