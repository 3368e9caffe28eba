namespace Honnan.Learning.Runtime;

/// <summary>How the numbers of pictures, maps and convolutions' weights lie in memory.</summary>
public enum MemoryLayout
{
    /// <summary>Whichever is faster on this machine.</summary>
    Auto,

    /// <summary>All channels of a place side by side: strides of [N,H,W,C].</summary>
    ChannelsLast,

    /// <summary>All places of a channel side by side: strides of [N,C,H,W].</summary>
    Plain,
}
