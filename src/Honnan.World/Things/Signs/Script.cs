namespace Honnan.World.Things.Signs;

/// <summary>The writing on a board.</summary>
internal enum Script
{
    Latin,
    Greek,
    Thai,
    Kanji,
}
