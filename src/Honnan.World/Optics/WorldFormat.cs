namespace Honnan.World.Optics;

/// <summary>The three kinds of picture; all have the same vertical field of view.</summary>
public enum WorldFormat
{
    /// <summary>The whole circle on a cylinder, four times as wide as high (2244 × 561); right and left edge continue each other.</summary>
    Panorama,

    /// <summary>A plain camera's picture with a game's overlay drawn on it (1536 × 662).</summary>
    Window,

    /// <summary>A plain camera's picture (640 × 640).</summary>
    View,
}
