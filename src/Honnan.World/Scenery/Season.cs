namespace Honnan.World.Scenery;

/// <summary>What the plants look like; every country has all of them equally often.</summary>
internal enum Season
{
    Spring,
    Summer,
    Dry,
    Autumn,
}
