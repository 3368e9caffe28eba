namespace Honnan.Data.Scoring;

/// <summary>A shard that is done.</summary>
/// <param name="File">Its Parquet file.</param>
/// <param name="Pictures">Its rows.</param>
/// <param name="Unreadable">Those with an error.</param>
/// <param name="Scored">Those that were not done before.</param>
/// <param name="Time">What these took.</param>
public sealed record ScoredShard(string File, long Pictures, long Unreadable, long Scored, TimeSpan Time);
