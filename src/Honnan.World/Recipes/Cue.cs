namespace Honnan.World.Recipes;

/// <summary>Something by which a country can be told.</summary>
/// <param name="Name">Its name in the manifest.</param>
/// <param name="Shows">What is drawn, in words.</param>
/// <param name="Kind">Where it comes from.</param>
public sealed record Cue(string Name, string Shows, CueKind Kind = CueKind.Scene)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
