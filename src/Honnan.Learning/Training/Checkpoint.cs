using System.Globalization;
using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Training;

/// <summary>
/// All that a run needs to go on where it was: the net, what the optimiser remembers, averaged weights, the step. Order, windows, flips and
/// dropout are functions of seed and step and need no storing. One file, which appears whole or not at all.
/// </summary>
internal static class Checkpoint
{
    private const string NetPrefix = "net.";
    private const string StepKey = "step";
    private const string IdentityKey = "experiment";

    /// <summary>Writes the state after <paramref name="step"/> steps.</summary>
    public static void Save(string path, Net net, StepEngine engine, long step, string identity) =>
        SafetensorsWriter.Write(
            path,
            [.. NetWeights.Describe(net, NetPrefix), .. engine.State.Select(s => TensorTransfer.Describe(s.Name, s.Value))],
            new Dictionary<string, string>
            {
                [StepKey] = step.ToString(CultureInfo.InvariantCulture),
                [IdentityKey] = identity,
            });

    /// <summary>Finds out whether a run can go on from a file, without reading its numbers; gives the steps made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Of the run that is to go on.</param>
    /// <param name="differences">What its experiment differs in from the one that the file was begun with, for the message; empty where that is not known.</param>
    /// <exception cref="InputException">The file is damaged, or of another experiment.</exception>
    public static long Check(string path, string identity, string differences = "")
    {
        using WeightsFile file = WeightsFile.Open(path);
        return Check(file, identity, differences);
    }

    /// <summary>Sets the net and what is remembered beside it, and gives the number of steps made.</summary>
    /// <exception cref="InputException">The file is damaged, or of another experiment.</exception>
    public static long Load(string path, Net net, StepEngine engine, string identity)
    {
        using WeightsFile file = WeightsFile.Open(path);
        engine.Optimizer.Steps = Check(file, identity);
        NetWeights.LoadAll(net, file, NetPrefix);
        foreach ((string name, TorchSharp.torch.Tensor value) in engine.State)
        {
            TensorTransfer.Fill(value, file[name], path);
        }

        return engine.Optimizer.Steps;
    }

    private static long Check(WeightsFile file, string identity, string differences = "")
    {
        if (!string.Equals(file.Metadata.GetValueOrDefault(IdentityKey) as string, identity, StringComparison.Ordinal))
        {
            throw new InputException($"'{file.Path}' belongs to another experiment or selection{(differences.Length > 0 ? $" ({differences})" : "")}; resume with those it was begun with, or start anew with --force");
        }

        return long.TryParse(file.Metadata.GetValueOrDefault(StepKey) as string, CultureInfo.InvariantCulture, out long step) && step >= 0
            ? step
            : throw new InputException($"'{file.Path}' does not say at which step it was written");
    }
}
