namespace Honnan.Learning.Experiments;

/// <summary>Whose pictures the batch normalisations that learn take their statistics from, where several ranks share a batch.</summary>
public enum NormStatistics
{
    /// <summary>All ranks': the run is that of one process, for two small exchanges a normalisation and step.</summary>
    Synchronised,

    /// <summary>The rank's own, whose running statistics are averaged over the ranks after every step: faster, but another run.</summary>
    Local,
}
