namespace Honnan.Learning.Training;

/// <summary>What Adam's rule is fixed by; the defaults are the paper's.</summary>
/// <param name="Beta1">Share of the first moment that is kept, 0 to below 1.</param>
/// <param name="Beta2">Share of the second moment that is kept, 0 to below 1.</param>
/// <param name="Epsilon">Above 0.</param>
/// <param name="Decoupled">Whether weight decay shrinks the values (AdamW) in place of adding to the gradient.</param>
public sealed record AdamConstants(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, bool Decoupled = false);
