using Honnan.Learning.Experiments;

namespace Honnan.Learning.Training;

/// <summary>The learning rate of every step.</summary>
/// <param name="options">First value, last value, and the way between them.</param>
/// <param name="steps">Steps of the run: as with PyTorch's schedulers, step 0 has the first value, and the last value is reached after the last step.</param>
public sealed class LearningRateSchedule(LearningRateOptions options, long steps)
{
    /// <summary>α of a step from 0 to steps − 1.</summary>
    public double At(long step)
    {
        (double from, double to) = (options.From, options.To);
        double share = (double)step / steps;
        return options.Schedule switch
        {
            ScheduleKind.Exponential => from * Math.Pow(to / from, share),
            ScheduleKind.Linear => from + ((to - from) * share),
            ScheduleKind.Cosine => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2),
            _ => from,
        };
    }
}
