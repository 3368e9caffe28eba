namespace Honnan.World.Things.Houses;

/// <summary>What lies on a roof.</summary>
internal enum RoofCover
{
    Pantiles,
    Slate,
    Sheet,
}
