using Honnan.Learning.Experiments;

namespace Honnan.Learning.Training;

/// <summary>Compares the validations of a log. All of it follows from the log, so a resumed run decides the same.</summary>
internal sealed class ValidationRanking(WatchOptions options)
{
    /// <summary>The validated rows, the best first.</summary>
    public IEnumerable<LogRow> Of(IEnumerable<LogRow> log)
    {
        IEnumerable<LogRow> validated = log.Where(r => r.ValidationLoss is not null);
        return options.Monitor == MonitoredFigure.Top1
            ? validated.OrderByDescending(r => r.ValidationTop1)
            : validated.OrderBy(r => r.ValidationLoss); // stable: the earlier of equal ones comes first
    }

    /// <summary>Whether the run has gone on for as many validations without a new best one as it may.</summary>
    public bool IsOver(IReadOnlyList<LogRow> log) =>
        options.Patience is { } patience
        && Of(log).FirstOrDefault() is { } best
        && log.Count(r => r.Step > best.Step && r.ValidationLoss is not null) >= patience;
}
