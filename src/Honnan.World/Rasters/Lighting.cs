namespace Honnan.World.Rasters;

/// <summary>What the light and the air make of a surface's own colour.</summary>
/// <param name="Lit">The factor by which the light that arrives multiplies it.</param>
/// <param name="Shaded">The same where the sun does not reach.</param>
/// <param name="Haze">The air's colour.</param>
/// <param name="HazeShare">How much of the air's colour is between it and the eye, 0 to 1.</param>
internal readonly record struct Lighting(Rgb Lit, Rgb Shaded, Rgb Haze, float HazeShare)
{
    public Rgb Apply(Rgb own) => (own * Lit).Mixed(Haze, HazeShare);

    /// <param name="own">The surface's colour.</param>
    /// <param name="shade">How much of the sun is missing, 0 to 1.</param>
    public Rgb Apply(Rgb own, float shade) => (own * Lit.Mixed(Shaded, shade)).Mixed(Haze, HazeShare);
}
