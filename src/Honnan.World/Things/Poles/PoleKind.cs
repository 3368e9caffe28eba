namespace Honnan.World.Things.Poles;

/// <summary>What a pole for wires looks like.</summary>
internal enum PoleKind
{
    /// <summary>A slender round steel or concrete pole, as anywhere.</summary>
    Plain,

    /// <summary>A round wooden pole with a short arm, as anywhere.</summary>
    Wood,

    /// <summary>A thin round post without arms, which hides behind any of the others.</summary>
    Slender,

    /// <summary>A flat concrete pole with a ladder of oblong holes.</summary>
    Holed,

    /// <summary>A brown wooden pole with long cross arms and a transformer.</summary>
    CrossArms,
}
