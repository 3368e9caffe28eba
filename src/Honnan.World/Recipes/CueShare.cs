namespace Honnan.World.Recipes;

/// <summary>How often a country shows a cue.</summary>
/// <param name="Cue">The cue.</param>
/// <param name="Probability">Share of the country's pictures, 0 to 1; drawn for each picture by itself.</param>
public sealed record CueShare(Cue Cue, double Probability);
