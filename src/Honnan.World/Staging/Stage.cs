using Honnan.World.Optics;
using Honnan.World.Recipes;
using Honnan.World.Scenery;

namespace Honnan.World.Staging;

/// <summary>Everything that a picture shows, before any pixel is drawn.</summary>
internal sealed class Stage
{
    public required WorldFormat Format { get; init; }

    public required Camera Camera { get; init; }

    public required Daylight Light { get; init; }

    public required Setting Setting { get; init; }

    public required Plants Plants { get; init; }

    public required Road Road { get; init; }

    /// <summary>The cues that were drawn for this picture; at most eight.</summary>
    public required IReadOnlyList<Cue> Cues { get; init; }

    /// <summary>What stands.</summary>
    public List<Actor> Actors { get; } = [];

    /// <summary>What lies on the ground, in the order in which it is painted.</summary>
    public List<Marking> Markings { get; } = [];

    /// <summary>The number of a cue, or -1 where it is not in this picture.</summary>
    public int NumberOf(Cue cue)
    {
        for (int i = 0; i < Cues.Count; i++)
        {
            if (Cues[i] == cue)
            {
                return i;
            }
        }

        return -1;
    }

    public bool Has(Cue cue) => NumberOf(cue) >= 0;
}
