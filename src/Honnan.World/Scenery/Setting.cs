namespace Honnan.World.Scenery;

/// <summary>How densely it is built; every country has all of them equally often.</summary>
internal enum Setting
{
    Country,
    Village,
    Suburb,
    Town,
}
