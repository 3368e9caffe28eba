using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Training;

/// <summary>
/// The device of a run and its arithmetic, which are chosen once, when it begins: gone on with on another machine it must not
/// change them on the way.
/// </summary>
public static class RunArithmetic
{
    /// <summary>
    /// The experiment with auto resolved: by the run that is gone on with, where there is one, else by this machine.
    /// </summary>
    /// <exception cref="Honnan.Data.InputException">The run's own experiment cannot be read, the device is not there, or the first weights are not.</exception>
    public static Experiment Resolve(Experiment experiment, RunFolder run, bool resume)
    {
        (string device, Arithmetic asked) = Asked(experiment);
        if (resume && File.Exists(run.Checkpoint) && File.Exists(run.Experiment))
        {
            TrainingOptions begun = StrictJson.Read<Experiment>(run.Experiment).Training;
            device = device == ComputeDevice.Auto ? begun.Device : device;
            asked = new Arithmetic(
                asked.Precision == Precision.Auto ? begun.Precision : asked.Precision,
                asked.Layout == MemoryLayout.Auto ? begun.Layout : asked.Layout);
        }

        return Resolve(experiment, device, asked);
    }

    /// <summary>The experiment with auto resolved by this machine, as a run that begins here has it.</summary>
    /// <exception cref="Honnan.Data.InputException">The device is not there, or the first weights are not.</exception>
    public static Experiment Resolve(Experiment experiment)
    {
        (string device, Arithmetic asked) = Asked(experiment);
        return Resolve(experiment, device, asked);
    }

    private static (string Device, Arithmetic Arithmetic) Asked(Experiment experiment) =>
        (experiment.Training.Device, new Arithmetic(experiment.Training.Precision, experiment.Training.Layout));

    private static Experiment Resolve(Experiment experiment, string device, Arithmetic asked)
    {
        MissingWeights.Refuse(experiment.Model); // before minutes of timing
        device = ComputeDevice.ResolveName(device);
        Arithmetic chosen = ArithmeticChoice.Of(experiment.Model.Net, !experiment.Training.KeepsFeatures, experiment.Loading.ShortSide, ComputeDevice.Resolve(device), asked);
        return experiment with
        {
            Training = experiment.Training with { Device = device, Precision = chosen.Precision, Layout = chosen.Layout },
        };
    }
}
