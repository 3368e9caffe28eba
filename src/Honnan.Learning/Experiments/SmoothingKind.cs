namespace Honnan.Learning.Experiments;

/// <summary>How the share of the target that is not the true country's is spread.</summary>
public enum SmoothingKind
{
    /// <summary>Evenly over all countries, the true one among them, as in PyTorch.</summary>
    Even,

    /// <summary>By nearness: in proportion to exp(−d / L), with d the great circle between the countries' centres.</summary>
    Distance,
}
