namespace Honnan.Data.Loading;

/// <summary>What of a panorama is seen at a time.</summary>
public enum PanoramaHandling
{
    /// <summary>
    /// Windows of the study's shape at any heading, over the right edge to the left one. Where the panorama is put together
    /// of four views of 90 degrees, straight lines bend at each quarter, though no colour jumps there; the windows that games
    /// show are cut from such panoramas too, so the bends do not tell the source.
    /// </summary>
    Windows,

    /// <summary>One quarter at a time: a single view of 90 degrees, whose edges are the seams, so that none is inside.</summary>
    Views,
}
