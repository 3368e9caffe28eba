using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Training;

/// <summary>
/// What several ranks begin with. Each reads files of its own host: where they are not the leading rank's, that is told
/// before anything is computed.
/// </summary>
internal static class RankedSetup
{
    /// <summary>The experiment with device and precision as the leading rank has chosen them, the same on every rank.</summary>
    /// <param name="experiment">As it was read.</param>
    /// <param name="run">Needed of the leading rank alone: a run that is gone on with keeps its own.</param>
    /// <param name="resume">Whether it is gone on with.</param>
    /// <param name="ranks">All of them.</param>
    /// <exception cref="InputException">The experiments differ, or the device is none that ranks can use.</exception>
    public static Experiment Resolve(Experiment experiment, RunFolder? run, bool resume, IRanks ranks)
    {
        if (ranks.Count == 1)
        {
            return RunArithmetic.Resolve(experiment, run!, resume);
        }

        string first = ranks.Tell(0, StrictJson.Write(experiment));
        string chosen = "";
        ranks.Agree(() =>
        {
            string differences = ExperimentDifference.Of(StrictJson.Parse<Experiment>(first, "experiment"), experiment, (name, there, here) => $"{name} is {here} here and {there} there");
            if (differences.Length > 0)
            {
                throw new InputException($"its experiment is not that of rank 0: {differences}");
            }

            chosen = ranks.Leads() ? StrictJson.Write(RunArithmetic.Resolve(experiment, run!, resume)) : "";
        });
        Experiment resolved = StrictJson.Parse<Experiment>(ranks.Tell(0, chosen), "experiment");
        ranks.Agree(() =>
        {
            if (ComputeDevice.Resolve(resolved.Training.Device).type != TorchSharp.DeviceType.CPU)
            {
                throw new InputException($"several ranks compute on processors alone, and training.device is {resolved.Training.Device}; set it to cpu");
            }
        });
        return resolved;
    }

    /// <summary>Reads what is needed; caller disposes.</summary>
    /// <exception cref="InputException">Files are missing or do not fit, or are not the leading rank's.</exception>
    public static TrainingSetup Of(Experiment experiment, string selectionFolder, int? fold, IRanks ranks)
    {
        TrainingSetup? setup = null;
        ranks.Agree(() => setup = TrainingSetup.Of(experiment, selectionFolder, fold));
        if (ranks.Count > 1)
        {
            string selection = ranks.Tell(0, setup!.Selection.Identity);
            string identity = ranks.Tell(0, setup.Identity);
            ranks.Agree(() =>
            {
                if (setup.Selection.Identity != selection)
                {
                    throw new InputException($"its selection '{selectionFolder}' holds other pictures than that of rank 0");
                }

                if (setup.Identity != identity)
                {
                    throw new InputException("its model.weights or its fold are not those of rank 0");
                }
            });
        }

        return setup!;
    }
}
