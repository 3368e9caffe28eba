namespace Honnan.Learning.Models;

/// <summary>What of a net's stages its head sees.</summary>
public enum PooledFeatures
{
    /// <summary>The embedding: of most nets the mean over the area of the last stage's output.</summary>
    Last,

    /// <summary>
    /// That, and mean and standard deviation over the area of the outputs of the four stages before (of as many as there
    /// are): colours, textures and small things that the last stage no longer tells apart.
    /// </summary>
    Stages,
}
