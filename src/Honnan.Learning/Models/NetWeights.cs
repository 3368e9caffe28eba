using Honnan.Data;
using Honnan.Learning.Weights;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>A net's parameters and buffers in weight files.</summary>
public static class NetWeights
{
    private const string RunCheckpoint = "checkpoint.safetensors";
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>Sets every parameter and buffer of the stages from a file with torchvision's or timm's names; the head stays as it is.</summary>
    /// <exception cref="InputException">The file is not this net's: a name is missing or unknown, or a shape differs.</exception>
    public static void LoadBody(Net net, WeightsFile file)
    {
        var stored = file.Tensors.ToDictionary(t => net.StandardName(t.Name), StringComparer.Ordinal);
        string head = net.HeadName + ".";
        Load(net, stored, file.Path, name => !name.StartsWith(head, StringComparison.Ordinal));
    }

    /// <summary>Sets everything, head included, from tensors stored by <see cref="Describe"/>.</summary>
    /// <param name="net">The net to fill.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What stands before every name in the file.</param>
    /// <exception cref="InputException">A name is missing, or a shape differs.</exception>
    public static void LoadAll(Net net, WeightsFile file, string prefix = "")
    {
        var stored = file.Tensors
            .Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(t => t.Name[prefix.Length..], StringComparer.Ordinal);
        Load(net, stored, file.Path, _ => true);
    }

    /// <summary>Every parameter and buffer by name, read when they are written.</summary>
    public static IEnumerable<TensorData> Describe(Net net, string prefix = "") =>
        State(net).Select(s => TensorTransfer.Describe(prefix + s.Name, s.Value));

    /// <summary>The names of every parameter and buffer.</summary>
    internal static IEnumerable<string> Names(Net net) => State(net).Select(s => s.Name);

    private static void Load(Net net, Dictionary<string, TensorData> stored, string path, Func<string, bool> wanted)
    {
        (string Name, Tensor Value)[] state = [.. State(net).Where(s => wanted(s.Name))];
        string[] missing = [.. state.Select(s => s.Name).Where(n => !stored.ContainsKey(n) && !n.EndsWith(BatchCounter, StringComparison.Ordinal))];
        string[] unknown = [.. stored.Keys.Where(n => wanted(n) && !net.LeavesOut(n)).Except(state.Select(s => s.Name))];
        if (missing.Length > 0 || unknown.Length > 0)
        {
            string told = $"{Some("missing", missing)}{Some("unknown", unknown)}".TrimEnd(' ', ';');
            string hint = Path.GetFileName(path) == RunCheckpoint ? "; it is a run's checkpoint, which train --resume goes on from: the run's model is in its folder's model.safetensors, once it has ended" : "";
            throw new InputException($"'{path}' does not hold the weights of {net.GetName()}: {told}{hint}");
        }

        foreach ((string name, Tensor value) in state)
        {
            if (stored.TryGetValue(name, out TensorData? data))
            {
                TensorTransfer.Fill(value, data, path);
            }
        }

        net.WeightsChanged();
    }

    private static string Some(string what, string[] names) => names.Length switch
    {
        0 => "",
        > 3 => $"{what} {string.Join(", ", names[..3])} and {names.Length - 3} more; ",
        _ => $"{what} {string.Join(", ", names)}; ",
    };

    private static IEnumerable<(string Name, Tensor Value)> State(Net net) =>
        net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(net.named_buffers().Select(b => (b.name, b.buffer)));
}
