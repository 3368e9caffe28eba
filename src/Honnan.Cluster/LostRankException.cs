namespace Honnan.Cluster;

/// <summary>
/// A scheduler has told this rank to end, and another one does not come to where they meet: it was killed, as Slurm ends the other ranks of
/// a step for. Nothing more can be agreed on.
/// </summary>
/// <param name="waited">How long.</param>
public sealed class LostRankException(TimeSpan waited)
    : Exception($"told to end, and another rank has not answered for {waited.TotalSeconds:0} s: the last checkpoint stays as it is");
