using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Weights;

namespace Honnan.Cli.Commands;

/// <summary>Files that belong to this project, all but those of weights: their values become metadata under dotted names.</summary>
internal static class InspectedDocuments
{
    private const int StartBytes = 64;
    private const long MaxDocumentBytes = 16 << 20;

    /// <summary>What a Parquet, JSON or ONNX file holds, or null where it is none of them.</summary>
    /// <exception cref="InputException">It is damaged, or of another kind than this project's.</exception>
    public static InspectedFile? TryInspect(string path)
    {
        byte[] start = ReadStart(path);
        if (ParquetDescription.Recognises(start))
        {
            return FromParquet(ParquetDescription.Open(path));
        }

        // Safetensors begin with the header's length, whose bytes may look like the others; the header itself follows them.
        return LooksLikeSafetensors(start, path) ? null : LooksLikeOnnx(start) ? FromOnnx(path) : start.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? FromJson(path) : null;
    }

    /// <summary>What a run's description says of its model; the tensors are in another file.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static InspectedFile OfRun(string folder) => FromJson(TrainedModel.DescriptionOf(folder));

    private static bool LooksLikeSafetensors(byte[] start, string path) =>
        start.Length > sizeof(ulong) && start[sizeof(ulong)] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(start) is > 1 and var header && header <= (ulong)(new FileInfo(path).Length - sizeof(ulong));

    // Protocol buffers have no mark of their own; a model begins with its first field, the format's version, and then its second, a name.
    private static bool LooksLikeOnnx(ReadOnlySpan<byte> start) => start is [0x08, > 0 and < 0x20, 0x12, ..];

    private static byte[] ReadStart(string path)
    {
        if (!File.Exists(path))
        {
            return []; // the reader of weights tells why
        }

        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[(int)Math.Min(file.Length, StartBytes)];
        file.ReadExactly(start);
        return start;
    }

    private static InspectedFile FromParquet(ParquetDescription file)
    {
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = file.Rows, ["rowGroups"] = (long)file.RowGroups };
        foreach ((string column, string type) in file.Columns)
        {
            metadata[$"columns.{column}"] = type;
        }

        foreach ((string key, string value) in file.KeyValues)
        {
            metadata[$"metadata.{key}"] = value;
        }

        return new InspectedFile("parquet", [], metadata);
    }

    private static InspectedFile FromOnnx(string path)
    {
        ExportedContents contents = ExportedContents.Read(path);
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal);
        Flatten("", JsonSerializer.SerializeToElement(contents.Document, StrictJson.Options), metadata);
        return new InspectedFile("onnx", [.. contents.Constants.Select(c => TensorData.FromBytes(c.Name, [.. c.Shape], Enum.Parse<ElementType>(c.Type, ignoreCase: true), c.Bytes))], metadata);
    }

    private static InspectedFile FromJson(string path)
    {
        if (new FileInfo(path).Length > MaxDocumentBytes)
        {
            throw new InputException($"'{path}' is JSON of more than {MaxDocumentBytes >> 20} MiB; documents of this project are smaller");
        }

        string text = File.ReadAllText(path);
        JsonObject document = StrictJson.ParseObject(text, path);
        (string format, object value) = document switch
        {
            _ when document.ContainsKey("sources") => ("data", StrictJson.Parse<DataFile>(text, path)),
            _ when document.ContainsKey("training") => ("experiment", StrictJson.Parse<Experiment>(text, path)),
            _ when document.ContainsKey("countries") => ("model", (object)StrictJson.Parse<ModelDescription>(text, path)),
            _ => throw new InputException($"'{path}' is JSON, but neither a data file nor an experiment nor a model's description"),
        };
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal);
        Flatten("", JsonSerializer.SerializeToElement(value, value.GetType(), StrictJson.Options), metadata);
        return new InspectedFile($"honnan-{format}", [], metadata);
    }

    private static void Flatten(string name, JsonElement value, Dictionary<string, object?> metadata)
    {
        string prefix = name.Length > 0 ? name + "." : "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    Flatten(prefix + property.Name, property.Value, metadata);
                }

                break;
            case JsonValueKind.Array:
                foreach ((int i, JsonElement item) in value.EnumerateArray().Index())
                {
                    Flatten($"{prefix}{i}", item, metadata);
                }

                break;
            default:
                metadata[name] = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString(),
                    JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.GetDouble(),
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => null,
                };
                break;
        }
    }
}
