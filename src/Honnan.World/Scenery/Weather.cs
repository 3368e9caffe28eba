namespace Honnan.World.Scenery;

/// <summary>The kinds of weather; every country has all of them equally often.</summary>
internal enum Weather
{
    Clear,
    Fair,
    Overcast,
    Hazy,
}
