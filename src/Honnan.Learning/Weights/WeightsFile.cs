using System.Text;
using Honnan.Data;

namespace Honnan.Learning.Weights;

/// <summary>
/// A file of tensors, opened by what it holds, not by what it is called: safetensors, or what torch.save wrote (the zip
/// format, or the legacy one of five pickles). Opening reads and checks the description only; a tensor's bytes are read
/// when asked for. Nothing from the file is ever run. Dispose it when its tensors are no longer needed.
/// </summary>
public sealed class WeightsFile : IDisposable
{
    private readonly FileBytes _file;
    private readonly Dictionary<string, TensorData> _byName;

    private WeightsFile(FileBytes file, string format, WeightsContents contents)
    {
        (_file, Format, Tensors, Metadata) = (file, format, contents.Tensors, contents.Metadata);
        _byName = contents.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The path as it was given.</summary>
    public string Path => _file.Path;

    /// <summary>"safetensors", "pytorch-zip" or "pytorch-legacy".</summary>
    public string Format { get; }

    /// <summary>
    /// Every tensor in the file's order. Nested dictionaries and lists of a torch file are flattened:
    /// "state_dict.layer1.0.conv1.weight", "optimizer.state.0.exp_avg". Names are unique.
    /// </summary>
    public IReadOnlyList<TensorData> Tensors { get; }

    /// <summary>
    /// Safetensors' <c>__metadata__</c> (strings), or a torch file's other values by dotted name: string, long, double,
    /// bool or null; integers beyond 64 bits, devices and types as text, bytes as base64.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public TensorData this[string name] => _byName.TryGetValue(name, out TensorData? tensor)
        ? tensor
        : throw _file.Damaged($"it has no tensor '{name}'{Spelling.Hint(name, Tensors.Take(1000).Select(other => other.Name))}");

    /// <summary>The tensor of that name, or null.</summary>
    public TensorData? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Opens a file and checks its description: every tensor lies inside the file and has a possible shape.</summary>
    /// <exception cref="InputException">It cannot be read, is of another kind, is damaged, or holds what is not weights.</exception>
    public static WeightsFile Open(string path)
    {
        FileBytes file = FileBytes.Open(path);
        try
        {
            byte[] start = new byte[(int)Math.Min(file.Length, 64)];
            file.Read(0, start);
            if (start.AsSpan().StartsWith("PK\u0003\u0004"u8))
            {
                return new WeightsFile(file, "pytorch-zip", TorchZipReader.Read(file));
            }

            if (TorchLegacyReader.Recognises(start))
            {
                return new WeightsFile(file, "pytorch-legacy", TorchLegacyReader.Read(file));
            }

            if (SafetensorsReader.Recognises(start) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            {
                return new WeightsFile(file, "safetensors", SafetensorsReader.Read(file));
            }

            throw file.Damaged(Unknown(start));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Unknown(byte[] start)
    {
        string text = Encoding.Latin1.GetString(start);
        return start.Length == 0 ? "it is empty"
            : text.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? "it is a Git LFS pointer, not the file itself; fetch it with 'git lfs pull'"
            : text.StartsWith('<') ? "it is a web page, not weights; the download went wrong"
            : start[0] == 0x80 ? "it is a pickle, but not one that torch.save wrote"
            : "it is neither a safetensors file nor a PyTorch file (.pth, .pt), nor Parquet or JSON of this project";
    }
}
