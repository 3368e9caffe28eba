using Honnan.World.Things.Marks;

namespace Honnan.World.Staging;

/// <summary>A mark on the stage's ground.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Cue">The number among the picture's cues of the one that it is, or -1.</param>
internal sealed record Marking(Mark Mark, int Cue = -1);
