namespace Honnan.Learning.Training;

/// <summary>What holds for one parameter in a run.</summary>
/// <param name="FrozenUntil">The share of the run's steps after which it learns: 0 from the first step on, 1 never.</param>
/// <param name="RateFactor">Times the step's learning rate.</param>
/// <param name="WeightDecay">At least 0.</param>
/// <param name="Group">The pattern of training.optimizer.groups that it falls under; null for none.</param>
public readonly record struct ParameterRule(double FrozenUntil, double RateFactor, double WeightDecay, string? Group);
