using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Learning.Models;

namespace Honnan.Learning.Experiments;

/// <summary>One experiment: what is trained, on what pictures prepared how, and what for.</summary>
public sealed record Experiment : IValidated
{
    /// <summary>What the experiment is to show, and what it gave.</summary>
    public required string Purpose { get; init; }

    /// <summary>The net.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>How pictures are prepared.</summary>
    public LoadingOptions Loading { get; init; } = new();

    /// <summary>How the net learns.</summary>
    public required TrainingOptions Training { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Loading.Augment is not null && Training.KeepsFeatures)
        {
            yield return "loading.augment needs pictures: with freeze body their features are computed once";
        }

        if (Training.Recompute && Model.Features != PooledFeatures.Last)
        {
            yield return "training.recompute keeps no outputs of stages: model.features must be last";
        }
    }

    /// <summary>Reads a file strictly, with overrides such as <c>training.epochs=2</c>; a relative path of weights is resolved against the file's folder.</summary>
    /// <exception cref="Honnan.Data.InputException">The file has errors: one line with all of them.</exception>
    public static Experiment Read(string path, IEnumerable<string>? overrides = null)
    {
        Experiment experiment = StrictJson.Read<Experiment>(path, overrides);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return experiment.Model.Weights is { } weights
            ? experiment with { Model = experiment.Model with { Weights = Path.GetFullPath(Path.Combine(folder, weights)) } }
            : experiment;
    }
}
