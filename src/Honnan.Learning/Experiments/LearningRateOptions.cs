using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>The learning rate α over the run.</summary>
public sealed record LearningRateOptions : IValidated
{
    private const double DefaultRise = 0.3;

    /// <summary>α of the first step, after warming up; above 0.</summary>
    public required double From { get; init; }

    /// <summary>α that the run goes to: reached after the last step, as with PyTorch's schedulers; above 0.</summary>
    public required double To { get; init; }

    /// <summary>The way from one to the other, step by step; default exponential.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Exponential;

    /// <summary>Of oneCycle: the largest α. Required there, and of no use elsewhere.</summary>
    public double? Peak { get; init; }

    /// <summary>Of oneCycle: share of the steps in which α rises; above 0 and below 1, default 0.3.</summary>
    public double Rise { get; init; } = DefaultRise;

    /// <summary>
    /// Share of the run's steps in which α rises in a straight line from <see cref="WarmUpFrom"/> times <see cref="From"/>
    /// to <see cref="From"/>, before the schedule has the rest of the steps; 0 (the default) to below 1.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>What part of <see cref="From"/> warming up begins with; above 0 to 1, default 0.01.</summary>
    public double WarmUpFrom { get; init; } = 0.01;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Schedule == ScheduleKind.OneCycle ? Peak is not > 0 || !double.IsFinite(Peak.Value) : Peak is not null)
        {
            yield return Schedule == ScheduleKind.OneCycle ? "peak must be given, and above 0, for schedule oneCycle" : "peak is for schedule oneCycle";
        }

        if (Rise is not (> 0 and < 1))
        {
            yield return $"rise must be above 0 and below 1, not {Rise}";
        }
        else if (Schedule != ScheduleKind.OneCycle && Rise != DefaultRise)
        {
            yield return "rise is for schedule oneCycle";
        }

        if (WarmUp is not (>= 0 and < 1))
        {
            yield return $"warmUp must be at least 0 and below 1, not {WarmUp}";
        }

        if (WarmUpFrom is not (> 0 and <= 1))
        {
            yield return $"warmUpFrom must be above 0 and at most 1, not {WarmUpFrom}";
        }

        if (!(From > 0 && double.IsFinite(From)))
        {
            yield return $"from must be above 0, not {From}";
        }

        if (!(To > 0 && double.IsFinite(To)))
        {
            yield return $"to must be above 0, not {To}";
        }
    }
}
