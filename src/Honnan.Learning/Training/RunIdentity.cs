using System.Security.Cryptography;
using System.Text;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Training;

/// <summary>What must be the same for a checkpoint to be gone on with: the experiment, its first weights, the pictures, the fold.</summary>
internal static class RunIdentity
{
    /// <summary>A digest of all that the course of a run depends on, in hexadecimal; where files lie does not count.</summary>
    /// <exception cref="InputException">The experiment's weights are missing.</exception>
    public static string Of(Experiment experiment, Selection selection, int? fold)
    {
        MissingWeights.Refuse(experiment.Model);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(StrictJson.Write(WithoutSideIssues(experiment))));
        hash.AppendData(Encoding.UTF8.GetBytes(selection.Identity));
        hash.AppendData(Encoding.UTF8.GetBytes($"{fold}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Leaves out what changes no loss, so that a run can be gone on with on another machine or with more frequent checkpoints.</summary>
    private static Experiment WithoutSideIssues(Experiment experiment) => experiment with
    {
        Purpose = "",
        Model = experiment.Model with { Weights = experiment.Model.Weights is { } weights ? DigestOf(weights) : null },
        Loading = experiment.Loading with { Workers = 0, MemoryMiB = 1 },
        Training = experiment.Training with { CheckpointEvery = 1, Device = ComputeDevice.Auto },
    };

    private static string DigestOf(string path)
    {
        bool run = Directory.Exists(path); // gives its head too, which its file alone does not
        using FileStream file = File.OpenRead(run ? TrainedModel.WeightsOf(path) : path);
        return (run ? "run " : "") + Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
