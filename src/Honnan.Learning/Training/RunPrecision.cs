using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Training;

/// <summary>
/// The precision of a run, which is chosen once, when it begins: gone on with on another machine it must not change its
/// arithmetic on the way.
/// </summary>
public static class RunPrecision
{
    /// <summary>
    /// The experiment with auto resolved: by the run that is gone on with, where there is one, else by this processor.
    /// </summary>
    /// <exception cref="Honnan.Data.InputException">The run's own experiment cannot be read.</exception>
    public static Experiment Resolve(Experiment experiment, RunFolder run, bool resume)
    {
        Precision precision = experiment.Training.Precision;
        if (precision == Precision.Auto && resume && File.Exists(run.Checkpoint) && File.Exists(run.Experiment))
        {
            precision = StrictJson.Read<Experiment>(run.Experiment).Training.Precision;
        }

        return experiment with { Training = experiment.Training with { Precision = Processor.Resolve(precision) } };
    }
}
