namespace Honnan.World.Truth;

/// <summary>What says nothing about the country.</summary>
/// <param name="Weather">clear, fair, overcast or hazy.</param>
/// <param name="Season">spring, summer, dry or autumn.</param>
/// <param name="Setting">country, village, suburb or town.</param>
public sealed record SceneRecord(string Weather, string Season, string Setting);
