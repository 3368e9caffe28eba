namespace Honnan.World;

/// <summary>How far the writing of a world is.</summary>
/// <param name="Done">Pictures written.</param>
/// <param name="Total">Pictures in all.</param>
public sealed record WorldProgress(int Done, int Total);
