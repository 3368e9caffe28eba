namespace Honnan.Learning.Ranks;

/// <summary>Another rank could not go on, and tells why; this one ends with it, without a word of its own.</summary>
/// <param name="rank">Which.</param>
/// <param name="message">What it tells.</param>
/// <param name="isMistake">Whether it is the user's mistake, and no bug or failure of the machine.</param>
public sealed class OtherRankException(int rank, string message, bool isMistake = true) : Exception($"rank {rank}: {message}")
{
    /// <summary>Whether nothing but users' mistakes went wrong: the code that this rank ends with follows from it.</summary>
    public bool IsMistake { get; } = isMistake;
}
