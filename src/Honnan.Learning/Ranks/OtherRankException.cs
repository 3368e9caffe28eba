namespace Honnan.Learning.Ranks;

/// <summary>Another rank could not go on, and tells why; this one ends with it, without a word of its own.</summary>
/// <param name="rank">Which.</param>
/// <param name="message">What it tells.</param>
public sealed class OtherRankException(int rank, string message) : Exception($"rank {rank}: {message}");
