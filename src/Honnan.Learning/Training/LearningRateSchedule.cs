using Honnan.Learning.Experiments;

namespace Honnan.Learning.Training;

/// <summary>
/// The learning rate of every step: of PyTorch's schedulers for the same way, with LinearLR before it, joined by
/// SequentialLR, where there is a warming up.
/// </summary>
/// <param name="options">First value, last value, and the way between them.</param>
/// <param name="steps">
/// Steps of the run: step 0 has the first value, and the last value is reached after the last step (by the last step
/// where the way is one cycle).
/// </param>
public sealed class LearningRateSchedule(LearningRateOptions options, long steps)
{
    private long WarmUpSteps => Math.Min(steps - 1, (long)Math.Round(options.WarmUp * steps));

    /// <summary>α of a step from 0 to steps − 1.</summary>
    public double At(long step) => step < WarmUpSteps
        ? options.From * (options.WarmUpFrom + ((1 - options.WarmUpFrom) * step / WarmUpSteps))
        : AfterWarmUp(step - WarmUpSteps, steps - WarmUpSteps);

    private double AfterWarmUp(long step, long count)
    {
        (double from, double to) = (options.From, options.To);
        double share = (double)step / count;
        return options.Schedule switch
        {
            ScheduleKind.Exponential => from * Math.Pow(to / from, share),
            ScheduleKind.Linear => from + ((to - from) * share),
            ScheduleKind.Cosine => HalfCosine(from, to, share),
            ScheduleKind.OneCycle => OneCycle(step, count),
            _ => from,
        };
    }

    /// <summary>torch's OneCycleLR with two phases: α is largest at step rise · steps − 1, which may be a fraction.</summary>
    private double OneCycle(long step, long count)
    {
        double peak = options.Peak ?? options.From;
        double top = (options.Rise * count) - 1;
        double last = count - 1;
        return step <= top
            ? HalfCosine(options.From, peak, top > 0 ? step / top : 1)
            : HalfCosine(peak, options.To, (step - top) / (last - top));
    }

    private static double HalfCosine(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
