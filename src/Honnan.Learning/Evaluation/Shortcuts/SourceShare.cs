namespace Honnan.Learning.Evaluation.Shortcuts;

/// <summary>How well a source's pictures are recognised.</summary>
/// <param name="Source">Its name in the data file.</param>
/// <param name="Pictures">Its pictures.</param>
/// <param name="Top1">The share of right guesses.</param>
public sealed record SourceShare(string Source, int Pictures, double Top1);
