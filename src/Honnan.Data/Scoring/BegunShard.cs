namespace Honnan.Data.Scoring;

/// <summary>A shard that is not finished.</summary>
/// <param name="Shard">Its number, from 0.</param>
/// <param name="Done">Pictures whose rows are kept.</param>
public sealed record BegunShard(int Shard, long Done);
