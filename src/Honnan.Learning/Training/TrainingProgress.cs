namespace Honnan.Learning.Training;

/// <summary>Where a run is.</summary>
/// <param name="Phase">What is being done, for people.</param>
/// <param name="Done">Steps or pictures done in this phase.</param>
/// <param name="Total">Steps or pictures of this phase.</param>
/// <param name="Last">The last step, or null outside training.</param>
/// <param name="PicturesPerSecond">Over the last steps.</param>
/// <param name="Left">Time left by that speed, where it is known.</param>
public sealed record TrainingProgress(string Phase, long Done, long Total, LogRow? Last, double PicturesPerSecond, TimeSpan? Left);
