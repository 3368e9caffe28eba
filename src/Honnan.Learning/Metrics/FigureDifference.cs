namespace Honnan.Learning.Metrics;

/// <summary>How far a figure of one model is from the same figure of another one, on the same pictures.</summary>
/// <param name="Difference">The first model's less the second one's.</param>
/// <param name="Interval">95 % bootstrap interval of it, the same places drawn for both.</param>
public sealed record FigureDifference(double Difference, Interval Interval);
