using Honnan.Learning.Models;

namespace Honnan.Learning.Evaluation;

/// <summary>What is tried beside judging the pictures.</summary>
/// <param name="Probes">Whether to ask the model about drawn and spoiled pictures.</param>
/// <param name="Views">The model's net, where other numbers of windows, and mirror images, are to be tried; null where not.</param>
public readonly record struct ExtraTrials(bool Probes = false, TrainedModel? Views = null);
