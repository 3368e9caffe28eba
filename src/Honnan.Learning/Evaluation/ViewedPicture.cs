namespace Honnan.Learning.Evaluation;

/// <summary>A picture and what a model said of each of its views.</summary>
/// <param name="Truth">The true country's index.</param>
/// <param name="Group">The place.</param>
/// <param name="Panorama">Whether the views are windows.</param>
/// <param name="Probabilities">[views][countries], calibrated.</param>
internal sealed record ViewedPicture(int Truth, string Group, bool Panorama, double[][] Probabilities);
