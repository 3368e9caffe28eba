using Honnan.Learning.Experiments;

namespace Honnan.Learning.Training;

/// <summary>How a run ended, and which model it gave. All of it follows from the log.</summary>
/// <param name="Last">The last step.</param>
/// <param name="Model">The step whose model the run gave.</param>
/// <param name="TrainingLoss">The mean of the last steps' training losses, of at most <see cref="Recent"/>.</param>
/// <param name="Without">Validations without a better one behind it, where the run has a patience and it is used up; else null.</param>
public sealed record RunEnd(LogRow Last, LogRow Model, double TrainingLoss, int? Without)
{
    /// <summary>Steps over which people are told a mean: one batch alone says little.</summary>
    public const int Recent = 20;

    /// <summary>The end of a run with a log of at least one step.</summary>
    public static RunEnd Of(IReadOnlyList<LogRow> log, WatchOptions watch)
    {
        var ranking = new ValidationRanking(watch);
        LogRow? best = watch.Result == ResultChoice.Best ? ranking.Of(log).FirstOrDefault() : null;
        return new RunEnd(log[^1], best ?? log[^1], RecentLoss(log), ranking.IsOver(log) ? watch.Patience : null);
    }

    /// <summary>The mean of the last steps' training losses.</summary>
    public static double RecentLoss(IReadOnlyList<LogRow> log) => log.TakeLast(Recent).Average(r => r.TrainingLoss);
}
