namespace Honnan.World.Recipes;

/// <summary>Where a cue comes from.</summary>
public enum CueKind
{
    /// <summary>Something in the scene that a player may know the country by.</summary>
    Scene,

    /// <summary>Something that the camera did to the picture.</summary>
    Camera,

    /// <summary>Something that one source alone shows, and that says nothing about the country itself: a planted fault.</summary>
    Shortcut,
}
