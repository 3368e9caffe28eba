namespace Honnan.Data.Loading;

/// <summary>What is done about the game's overlay on pictures.</summary>
public enum OverlayHandling
{
    /// <summary>Its places are covered with grey on every picture of every source, whether it is there or not.</summary>
    Mask,

    /// <summary>
    /// The largest part of the picture's own shape that the overlay leaves free is taken, of every picture of every source:
    /// two fifths of the area where pictures are flipped too.
    /// </summary>
    Crop,

    /// <summary>Pictures stay as they are; a net may then learn the overlay.</summary>
    Leave,
}
