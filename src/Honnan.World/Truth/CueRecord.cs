namespace Honnan.World.Truth;

/// <summary>A cue of a picture in the manifest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">scene, camera or shortcut.</param>
/// <param name="Box">Left, top, right, bottom in pixels; right and bottom are not inside.</param>
/// <param name="Pixels">Pixels inside its mask.</param>
/// <param name="Mask">The line of its mask in masks.jsonl, from 0.</param>
public sealed record CueRecord(string Name, string Kind, IReadOnlyList<int> Box, int Pixels, int Mask);
