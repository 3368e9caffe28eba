using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Honnan.Testing;

/// <summary>A safetensors file read by the plainest means, so that a test does not lean on the product's reader.</summary>
public sealed class ReferenceTensors
{
    private readonly Dictionary<string, (string Type, int[] Shape, int From, int To)> _entries = new(StringComparer.Ordinal);
    private readonly byte[] _data;

    private ReferenceTensors(byte[] data) => _data = data;

    /// <summary>Every tensor's name.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Reads a whole file.</summary>
    public static ReferenceTensors Read(string path)
    {
        byte[] data = File.ReadAllBytes(path);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(data);
        var tensors = new ReferenceTensors(data);
        using var document = JsonDocument.Parse(data.AsMemory(8, header));
        foreach (JsonProperty entry in document.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            int[] shape = entry.Value.GetProperty("shape").Deserialize<int[]>()!;
            int[] offsets = entry.Value.GetProperty("data_offsets").Deserialize<int[]>()!;
            tensors._entries[entry.Name] = (entry.Value.GetProperty("dtype").GetString()!, shape, 8 + header + offsets[0], 8 + header + offsets[1]);
        }

        return tensors;
    }

    /// <summary>A tensor's dimensions.</summary>
    public int[] Shape(string name) => _entries[name].Shape;

    /// <summary>The values of a float32 tensor, or of a float64 one rounded, row by row.</summary>
    public float[] Floats(string name) => _entries[name].Type switch
    {
        "F32" => MemoryMarshal.Cast<byte, float>(Raw(name)).ToArray(),
        "F64" => Array.ConvertAll(Doubles(name), x => (float)x),
        string other => throw new InvalidOperationException($"{name} is {other}"),
    };

    /// <summary>The values of a float tensor, row by row.</summary>
    public double[] Doubles(string name) => _entries[name].Type switch
    {
        "F32" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(Raw(name)).ToArray(), x => (double)x),
        "F64" => MemoryMarshal.Cast<byte, double>(Raw(name)).ToArray(),
        string other => throw new InvalidOperationException($"{name} is {other}"),
    };

    /// <summary>The values of an 8-bit tensor, row by row.</summary>
    public byte[] Bytes(string name) => Raw(name).ToArray();

    private ReadOnlySpan<byte> Raw(string name)
    {
        (_, _, int from, int to) = _entries[name];
        return _data.AsSpan(from, to - from);
    }
}
