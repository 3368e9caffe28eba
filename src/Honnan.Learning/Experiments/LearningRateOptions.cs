using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>The learning rate α over the run.</summary>
public sealed record LearningRateOptions : IValidated
{
    /// <summary>α of the first step.</summary>
    public required double From { get; init; }

    /// <summary>α that the run goes to: reached after the last step, as with PyTorch's schedulers.</summary>
    public required double To { get; init; }

    /// <summary>The way from one to the other, step by step.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Exponential;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
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
