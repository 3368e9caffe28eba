namespace Honnan.World.Staging;

/// <summary>What random choices of a picture are for; each part has a stream of its own, so that none disturbs another.</summary>
internal enum StagePart
{
    Light = 1,
    Setting,
    Road,
    Plants,
    Camera,
    Cues,
    Hills,
    Mountains,
    Lines,
    Poles,
    Traffic,
    Neighbourhood,
    Lamps,
    Tufts,
    Signs,
    Lens,
    Overlay,
    Place,

    /// <summary>The first cue's; the others follow.</summary>
    FirstCue = 100,
}
