using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Training;

/// <summary>
/// The device and the precision of a run, which are chosen once, when it begins: gone on with on another machine it must
/// not change its arithmetic on the way.
/// </summary>
public static class RunArithmetic
{
    /// <summary>
    /// The experiment with auto resolved: by the run that is gone on with, where there is one, else by this machine.
    /// </summary>
    /// <exception cref="Honnan.Data.InputException">The run's own experiment cannot be read, or the device is not there.</exception>
    public static Experiment Resolve(Experiment experiment, RunFolder run, bool resume)
    {
        (string device, Precision precision) = (experiment.Training.Device, experiment.Training.Precision);
        if (resume && File.Exists(run.Checkpoint) && File.Exists(run.Experiment))
        {
            TrainingOptions begun = StrictJson.Read<Experiment>(run.Experiment).Training;
            device = device == ComputeDevice.Auto ? begun.Device : device;
            precision = precision == Precision.Auto ? begun.Precision : precision;
        }

        device = ComputeDevice.ResolveName(device);
        return experiment with
        {
            Training = experiment.Training with { Device = device, Precision = Processor.Resolve(precision, ComputeDevice.Resolve(device)) },
        };
    }
}
