namespace Honnan.World.Things.Houses;

/// <summary>A roof's shape.</summary>
internal enum RoofKind
{
    /// <summary>Two slopes, the ridge along the front.</summary>
    Gable,

    /// <summary>Two slopes, a gable at the front.</summary>
    GableToFront,

    /// <summary>Four slopes to a ridge.</summary>
    Hip,

    /// <summary>Four slopes to a point.</summary>
    Tent,

    /// <summary>Level, behind a low wall.</summary>
    Flat,
}
