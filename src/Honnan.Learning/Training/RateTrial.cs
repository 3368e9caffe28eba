namespace Honnan.Learning.Training;

/// <summary>A step of a search for the learning rate.</summary>
/// <param name="Rate">α of the step.</param>
/// <param name="Loss">Cross-entropy of its batch before the step, in nats.</param>
/// <param name="Smoothed">The losses' moving average up to it.</param>
public sealed record RateTrial(double Rate, double Loss, double Smoothed);
