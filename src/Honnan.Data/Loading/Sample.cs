using Honnan.Data.Sources;

namespace Honnan.Data.Loading;

/// <summary>A picture to train on or to judge.</summary>
/// <param name="Address">Where its bytes are.</param>
/// <param name="Size">Its size as shown (after the EXIF orientation), in pixels.</param>
/// <param name="Label">Its class's index, from 0; −1 where it is not known.</param>
public readonly record struct Sample(PictureAddress Address, PictureSize Size, int Label);
