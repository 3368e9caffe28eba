namespace Honnan.Learning.Training;

/// <summary>A stretch of flat memory whose numbers are moved alike.</summary>
/// <param name="Offset">Its first number.</param>
/// <param name="Count">Its numbers.</param>
/// <param name="RateFactor">Times the step's learning rate.</param>
/// <param name="WeightDecay">At least 0.</param>
/// <param name="FirstStep">The first step, from 0, that moves it: before that it is frozen.</param>
public readonly record struct ParameterGroup(long Offset, long Count, double RateFactor, double WeightDecay, long FirstStep = 0);
