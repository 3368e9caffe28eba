namespace Honnan.World.Things;

/// <summary>What a piece of fence is made of.</summary>
internal enum FenceKind
{
    Hedge,
    Pickets,
    Bars,
    Wall,
}
