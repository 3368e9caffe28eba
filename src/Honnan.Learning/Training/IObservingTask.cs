using Honnan.Data.Answers;

namespace Honnan.Learning.Training;

/// <summary>A task that can tell afterwards what the net makes of its pictures, for fitting the rules of its answers.</summary>
internal interface IObservingTask : ITrainingTask
{
    /// <summary>The views of some of the set's pictures, by their indices, with features; the net must be ready for pictures as they come (<see cref="ITrainingTask.Prepare"/>).</summary>
    IReadOnlyList<IReadOnlyList<ViewOutput>> Observe(IReadOnlyList<int> pictures, CancellationToken stop);
}
