using Honnan.World.Recipes;

namespace Honnan.World.Truth;

/// <summary>A cue that a picture shows.</summary>
/// <param name="Cue">The cue.</param>
/// <param name="Mask">Where it is seen.</param>
public sealed record ShownCue(Cue Cue, CueMask Mask);
