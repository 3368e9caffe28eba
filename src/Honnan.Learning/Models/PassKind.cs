namespace Honnan.Learning.Models;

/// <summary>How a pass through a net is made that can be gone back.</summary>
internal enum PassKind
{
    /// <summary>In one piece.</summary>
    Plain,

    /// <summary>In segments, so that on the way back gradients are complete one segment after the other.</summary>
    Segmented,

    /// <summary>In segments that are computed again on the way back.</summary>
    Recomputed,
}
