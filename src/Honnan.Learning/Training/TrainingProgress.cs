namespace Honnan.Learning.Training;

/// <summary>Where a run is.</summary>
/// <param name="Phase">What is being done, for people: "computing features", "training", "validating".</param>
/// <param name="Done">Steps or pictures done in this phase.</param>
/// <param name="Total">Steps or pictures of this phase.</param>
/// <param name="Log">The steps so far, those before a resumption too; it grows, so look at it only while being told.</param>
/// <param name="PicturesPerSecond">Over the last steps; 0 where it is not known.</param>
/// <param name="Left">Time left by the speed so far, where it is known.</param>
public sealed record TrainingProgress(string Phase, long Done, long Total, IReadOnlyList<LogRow> Log, double PicturesPerSecond, TimeSpan? Left);
