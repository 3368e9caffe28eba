using System.Text.Json;

namespace Honnan.Learning.Weights;

/// <summary>A safetensors header, each entry checked by itself.</summary>
/// <param name="Tensors">In the header's order, names unique.</param>
/// <param name="Metadata">The texts of <c>__metadata__</c>.</param>
internal sealed record SafetensorsHeader(List<SafetensorsEntry> Tensors, IReadOnlyDictionary<string, object?> Metadata)
{
    /// <summary>The key under which a header keeps its texts.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The most tensors and texts; the largest published nets have some ten thousand tensors a file.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>The longest name of a tensor or a text, in bytes.</summary>
    private const int MaxName = 4096;

    /// <summary>The most bytes of all names and texts together.</summary>
    private const int MaxLetters = 32 << 20;

    /// <summary>The most dimensions of a tensor, as in torch.</summary>
    private const int MaxDimensions = 64;

    /// <summary>Reads a header: valid UTF-8 whose first byte is a brace.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    /// <exception cref="Honnan.Data.InputException">It is JSON, but not a safetensors header.</exception>
    public static SafetensorsHeader Parse(FileBytes file, ReadOnlySpan<byte> header)
    {
        var reader = new Utf8JsonReader(header);
        var tensors = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        int letters = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Count(file, reader, tensors.Count, MaxName, ref letters);
            string name = reader.GetString()!;
            if (!names.Add(name))
            {
                throw file.Damaged($"its safetensors header names {FileBytes.Quoted(name)} twice");
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw file.Damaged($"{FileBytes.Quoted(name)} in its safetensors header must be an object");
            }

            if (name == MetadataKey)
            {
                ReadMetadata(file, ref reader, metadata, ref letters);
            }
            else
            {
                tensors.Add(ReadEntry(file, ref reader, name, ref letters));
            }
        }

        // Only white space may follow; anything else makes the reader throw.
        reader.Read();
        return new SafetensorsHeader(tensors, metadata);
    }

    /// <summary>Checks a name or text before it is made; in JSON it has at least as many bytes as letters.</summary>
    private static void Count(FileBytes file, in Utf8JsonReader reader, int entries, int longest, ref int letters)
    {
        int length = reader.ValueSpan.Length;
        letters += length;
        if (entries >= MaxEntries || letters > MaxLetters)
        {
            throw file.Damaged($"its safetensors header holds more than {MaxEntries} entries, or {MaxLetters} letters of names and texts");
        }

        if (length > longest)
        {
            throw file.Damaged($"a name in its safetensors header has {length} bytes; {longest} are the most");
        }
    }

    private static void ReadMetadata(FileBytes file, ref Utf8JsonReader reader, OrderedDictionary<string, object?> metadata, ref int letters)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Count(file, reader, metadata.Count, MaxName, ref letters);
            string key = reader.GetString()!;
            reader.Read();
            Count(file, reader, 0, MaxLetters, ref letters);
            if (reader.TokenType != JsonTokenType.String || !metadata.TryAdd(key, reader.GetString()))
            {
                throw file.Damaged($"{MetadataKey}.{FileBytes.Quoted(key)} in its safetensors header is twice there, or not a text");
            }
        }
    }

    private static SafetensorsEntry ReadEntry(FileBytes file, ref Utf8JsonReader reader, string name, ref int letters)
    {
        string? typeName = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Count(file, reader, 0, MaxName, ref letters);
            string key = reader.GetString()!;
            reader.Read();
            Count(file, reader, 0, MaxName, ref letters);
            switch (key)
            {
                case "dtype" when typeName is null && reader.TokenType == JsonTokenType.String:
                    typeName = reader.GetString()!;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(file, ref reader, name, key);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(file, ref reader, name, key);
                    break;
                default:
                    throw file.Damaged($"tensor {FileBytes.Quoted(name)} has {FileBytes.Quoted(key)} unknown, twice or not of its type; it needs dtype, shape and data_offsets");
            }
        }

        if (typeName is null || shape is null || offsets is not [long begin, long end])
        {
            throw file.Damaged($"tensor {FileBytes.Quoted(name)} needs dtype, shape and two data_offsets");
        }

        if (ElementTypes.FromSafetensors(typeName) is not { } type)
        {
            string known = string.Join(", ", ElementTypes.All.Select(each => each.SafetensorsName()).OfType<string>());
            throw file.Damaged($"tensor {FileBytes.Quoted(name)} is of the unknown type {FileBytes.Quoted(typeName)}; known: {known}");
        }

        long? count = TensorShape.Count(shape);
        if (count is null || begin > end || end - begin != count * type.ByteSize())
        {
            throw file.Damaged($"tensor {FileBytes.Quoted(name)} has bytes {begin} to {end}, which are not its shape {TensorShape.Text(shape)} of {type.Name()}");
        }

        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private static long[] ReadNumbers(FileBytes file, ref Utf8JsonReader reader, string name, string key)
    {
        var numbers = new List<long>(4);
        bool valid = reader.TokenType == JsonTokenType.StartArray;
        while (valid && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            valid = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0;
            numbers.Add(valid ? reader.GetInt64() : 0);
            valid &= numbers.Count <= MaxDimensions;
        }

        return valid
            ? [.. numbers]
            : throw file.Damaged($"{key} of tensor {FileBytes.Quoted(name)} must be a list of whole numbers that are not negative, at most {MaxDimensions}");
    }
}
