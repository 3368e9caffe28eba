using System.Text.Encodings.Web;
using System.Text.Json;

namespace Honnan.Learning.Weights;

/// <summary>What <c>honnan inspect</c> tells of a file.</summary>
/// <param name="Format">The file's format: "safetensors", "pytorch-zip", "pytorch-legacy", …</param>
/// <param name="Tensors">Its tensors in order.</param>
/// <param name="Metadata">Its other values by name: string, long, double, bool or null.</param>
public sealed record InspectedFile(
    string Format, IReadOnlyList<TensorData> Tensors, IReadOnlyDictionary<string, object?> Metadata)
{
    /// <summary>What the JSON writer may hold back before it goes to the stream, in bytes.</summary>
    private const int FlushAt = 1 << 16;

    /// <summary>What a weights file holds; the file must stay open while values are written.</summary>
    public static InspectedFile From(WeightsFile file) => new(file.Format, file.Tensors, file.Metadata);

    /// <summary>
    /// Writes one JSON document, UTF-8: <c>format</c>, <c>tensors</c> [<c>name</c>, <c>shape</c>, <c>dtype</c>; with
    /// <paramref name="values"/> also <c>values</c>], <c>metadata</c>. Values are exact numbers in row-major order
    /// (float32 as the float64 it equals; bool as 0 and 1; complex as pairs); what is no number for JSON is the text
    /// "NaN", "Infinity" or "-Infinity". Tensors are read in pieces, never whole.
    /// </summary>
    /// <exception cref="Honnan.Data.InputException">The file cannot be read any more.</exception>
    public void Write(Stream stream, bool values)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteStartArray("tensors");
        foreach (TensorData tensor in Tensors)
        {
            WriteTensor(json, tensor, values);
            FlushLarge(json);
        }

        json.WriteEndArray();
        json.WriteStartObject("metadata");
        foreach ((string name, object? value) in Metadata)
        {
            json.WritePropertyName(name);
            WriteScalar(json, value);
            FlushLarge(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorData tensor, bool values)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteStartArray("shape");
        foreach (long dimension in tensor.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteString("dtype", tensor.ElementType.Name());
        if (values)
        {
            json.WriteStartArray("values");
            foreach (ReadOnlyMemory<byte> chunk in tensor.Chunks())
            {
                WriteValues(json, tensor.ElementType, chunk.Span);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, ElementType type, ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length / type.ByteSize() * type.Components();
        for (int i = 0; i < count; i++)
        {
            // 64-bit integers would lose digits on the way through a double.
            switch (type)
            {
                case ElementType.Int64:
                    json.WriteNumberValue(System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]));
                    break;
                case ElementType.UInt64:
                    json.WriteNumberValue(System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]));
                    break;
                default:
                    WriteNumber(json, ElementValues.At(type, bytes, i));
                    break;
            }

            FlushLarge(json);
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: WriteNumber(json, number); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new InvalidOperationException($"metadata holds a {value.GetType()}");
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void FlushLarge(Utf8JsonWriter json)
    {
        if (json.BytesPending >= FlushAt)
        {
            json.Flush();
        }
    }
}
