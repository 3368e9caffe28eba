namespace Honnan.Data.Loading;

/// <summary>What is done about the game's overlay on pictures.</summary>
public enum OverlayHandling
{
    /// <summary>Its places are covered with grey on every picture of every source, whether it is there or not.</summary>
    Mask,

    /// <summary>Pictures stay as they are; a net may then learn the overlay.</summary>
    Leave,
}
