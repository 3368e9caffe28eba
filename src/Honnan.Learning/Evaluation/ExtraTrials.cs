namespace Honnan.Learning.Evaluation;

/// <summary>What is tried beside judging the pictures.</summary>
/// <param name="Probes">Whether to ask the model about drawn and spoiled pictures.</param>
/// <param name="Views">Whether to try other numbers of windows, and mirror images.</param>
public readonly record struct ExtraTrials(bool Probes = false, bool Views = false);
