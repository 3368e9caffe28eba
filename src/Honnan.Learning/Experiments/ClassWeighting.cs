namespace Honnan.Learning.Experiments;

/// <summary>How much a picture counts in the loss, by the number n of its country's pictures that are learnt from.</summary>
public enum ClassWeighting
{
    /// <summary>All the same.</summary>
    None,

    /// <summary>1 / √n.</summary>
    SquareRoot,

    /// <summary>(1 − β) / (1 − βⁿ), the inverse effective number (Cui et al., 2019, equation 2).</summary>
    EffectiveNumber,

    /// <summary>1 / n: every country counts the same.</summary>
    Inverse,
}
