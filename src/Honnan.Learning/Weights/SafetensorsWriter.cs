using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Honnan.Data.Files;

namespace Honnan.Learning.Weights;

/// <summary>
/// Writes safetensors as the reference implementation does: types of larger alignment first, then by name, the header
/// padded with spaces to a multiple of 8 bytes. Equal tensors and metadata give equal bytes.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>
    /// Writes a file that appears whole or not at all; each tensor's bytes are taken once, in chunks, while they are written.
    /// </summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="tensors">Names unique, valid Unicode and not <c>__metadata__</c>.</param>
    /// <param name="metadata">Texts that go along, in their order; none: no <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name is not allowed or comes twice, or a type has no name in the format.</exception>
    public static void Write(string path, IEnumerable<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        TensorData[] ordered = [.. tensors.OrderByDescending(tensor => tensor.ElementType).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata ?? new Dictionary<string, string>());
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[SafetensorsReader.HeaderStart];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (TensorData tensor in ordered)
            {
                foreach (ReadOnlyMemory<byte> chunk in tensor.Chunks())
                {
                    stream.Write(chunk.Span);
                }
            }
        });
    }

    private static byte[] Header(TensorData[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(Unicode(key), Unicode(value));
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach (TensorData tensor in tensors)
        {
            if (!names.Add(Unicode(tensor.Name)))
            {
                throw new ArgumentException($"tensor '{tensor.Name}' comes twice, or has a name that the format keeps for itself", nameof(tensors));
            }

            string type = tensor.ElementType.SafetensorsName()
                ?? throw new ArgumentException($"tensor '{tensor.Name}': safetensors has no {tensor.ElementType.Name()}", nameof(tensors));
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", type);
            WriteNumbers(json, "shape", tensor.Shape);
            WriteNumbers(json, "data_offsets", [offset, offset += tensor.ByteCount]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        int padded = (buffer.WrittenCount + 7) / 8 * 8;
        byte[] header = new byte[padded];
        buffer.WrittenSpan.CopyTo(header);
        header.AsSpan(buffer.WrittenCount).Fill((byte)' ');
        return padded <= SafetensorsReader.MaxHeaderLength
            ? header
            : throw new ArgumentException($"the header would be {padded} bytes long; {SafetensorsReader.MaxHeaderLength} are the most", nameof(tensors));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    // The JSON writer would turn half a surrogate pair into U+FFFD, and two such names into one.
    private static string Unicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    throw new ArgumentException("a name or text holds half a surrogate pair", nameof(text));
                }

                i++;
            }
        }

        return text;
    }
}
