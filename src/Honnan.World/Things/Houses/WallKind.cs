namespace Honnan.World.Things.Houses;

/// <summary>What a wall is made of.</summary>
internal enum WallKind
{
    Plaster,
    Brick,
    HollowBrick,
    Boards,
    UprightBoards,
    Stone,
}
