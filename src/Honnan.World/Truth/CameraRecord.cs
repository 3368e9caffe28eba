namespace Honnan.World.Truth;

/// <summary>The camera of a picture.</summary>
/// <param name="Projection">"cylinder" or "plane".</param>
/// <param name="Focal">Focal length in pixels.</param>
/// <param name="Horizon">The horizon's row in pixels from the upper edge.</param>
/// <param name="Heading">Where the middle looks: degrees from the road's direction, to the right.</param>
/// <param name="Height">Metres above the road.</param>
public sealed record CameraRecord(string Projection, double Focal, double Horizon, double Heading, double Height);
