using Honnan.Data;
using Honnan.Data.Downloads;
using Honnan.Learning.Models;

namespace Honnan.Learning.Experiments;

/// <summary>What is told where an experiment's weights are not there.</summary>
internal static class MissingWeights
{
    /// <summary>Looks for a net's first weights.</summary>
    /// <exception cref="InputException">It has some, and they are not there.</exception>
    public static void Refuse(ModelOptions model)
    {
        if (model.Weights is not { } path || File.Exists(path))
        {
            return;
        }

        if (!Directory.Exists(path))
        {
            throw At(path);
        }

        if (!TrainedModel.Exists(path))
        {
            throw new InputException($"the weights '{path}' are a folder without a model (model.json); name the folder of a run that has ended, or of one of its models, or a weights file");
        }

        if (TrainedModel.WeightsOf(path) is var file && !File.Exists(file))
        {
            throw new InputException($"the weights '{path}' are a model's folder without its weights ({Path.GetFileName(file)})");
        }
    }

    /// <summary>One line that names the file and, where it is a published one, where it comes from.</summary>
    private static InputException At(string path) => KnownWeights.OfFile(path) is { } known
        ? new InputException($"the weights '{path}' are missing: they come from {known.Address}, and honnan download {known.Name} -o {Path.GetDirectoryName(path)} fetches them")
        : new InputException($"the weights '{path}' are missing; see model.weights in the experiment's file");
}
