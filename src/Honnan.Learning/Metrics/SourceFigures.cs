namespace Honnan.Learning.Metrics;

/// <summary>How well one source's pictures are recognised.</summary>
/// <param name="Source">Its name in the data file.</param>
/// <param name="Pictures">Its pictures.</param>
/// <param name="Top1">The share of right guesses.</param>
/// <param name="Top5">The share with the true country among the five best.</param>
/// <param name="Intervals">95 % intervals by figure; null where none were asked for.</param>
public sealed record SourceFigures(
    string Source, int Pictures, double Top1, double Top5, IReadOnlyDictionary<string, Interval>? Intervals = null);
