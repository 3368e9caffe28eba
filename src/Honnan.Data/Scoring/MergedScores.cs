namespace Honnan.Data.Scoring;

/// <summary>All shards of a scoring in one file.</summary>
/// <param name="File">The Parquet file.</param>
/// <param name="Shards">Whose rows it has.</param>
/// <param name="Pictures">Its rows.</param>
/// <param name="Unreadable">Those with an error.</param>
public sealed record MergedScores(string File, int Shards, long Pictures, long Unreadable);
