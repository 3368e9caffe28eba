using Honnan.World.Things;

namespace Honnan.World.Staging;

/// <summary>A thing on the stage.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Cue">The number among the picture's cues of the one that it is, or -1.</param>
/// <param name="Instead">What stands there when that cue is left out; it must lie inside the thing's outline.</param>
internal sealed record Actor(Thing Thing, int Cue = -1, Thing? Instead = null);
