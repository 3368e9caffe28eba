namespace Honnan.Data.Loading;

/// <summary>How often the pictures of each class are seen in an epoch, which always has as many views as there are samples.</summary>
public enum Sampling
{
    /// <summary>Each sample once.</summary>
    Natural,

    /// <summary>Each class equally often.</summary>
    Balanced,

    /// <summary>Each class in proportion to the square root of its number of samples.</summary>
    SquareRoot,

    /// <summary>
    /// Each class in proportion to the effective number (1 − βⁿ) / (1 − β) of its n samples, β = 0.999 (Cui et al., 2019):
    /// small classes like Natural, those of more than some thousand alike.
    /// </summary>
    EffectiveNumber,
}
