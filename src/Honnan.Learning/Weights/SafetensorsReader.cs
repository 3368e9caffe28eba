using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Honnan.Learning.Weights;

/// <summary>
/// Reads safetensors: a little-endian uint64 with the header's length, the header (a JSON object), the data.
/// Source: the format's description and reference implementation, github.com/huggingface/safetensors.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The longest header in bytes, as in the reference implementation.</summary>
    public const int MaxHeaderLength = 100_000_000;

    /// <summary>Where the header starts.</summary>
    public const int HeaderStart = 8;

    /// <summary>Whether a file that starts so is meant to be safetensors: a header of a possible length opens with a brace.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) =>
        start.Length > HeaderStart && start[HeaderStart] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= MaxHeaderLength;

    /// <summary>Reads the header and checks it against the file.</summary>
    /// <exception cref="Honnan.Data.InputException">Anything is not as the format demands.</exception>
    public static WeightsContents Read(FileBytes file)
    {
        if (file.Length < HeaderStart)
        {
            throw file.Damaged($"it has {file.Length} bytes, too few for a safetensors file");
        }

        Span<byte> prefix = stackalloc byte[HeaderStart];
        file.Read(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeaderLength || (long)length > file.Length - HeaderStart)
        {
            throw file.Damaged($"its safetensors header would be {length} bytes long; the file has {file.Length - HeaderStart} more, and {MaxHeaderLength} are the most");
        }

        byte[] header = new byte[(int)length];
        file.Read(HeaderStart, header);
        if (header.Length == 0 || header[0] != (byte)'{')
        {
            throw file.Damaged("its safetensors header does not start with '{'");
        }

        if (!Utf8.IsValid(header))
        {
            throw file.Damaged("its safetensors header is not UTF-8");
        }

        long dataStart = HeaderStart + (long)length;
        SafetensorsHeader parsed = Parse(file, header);
        CheckCoverage(file, parsed.Tensors, file.Length - dataStart);
        return new WeightsContents(
            [.. parsed.Tensors.Select(entry => TensorData.FromChunks(
                entry.Name, entry.Shape, entry.ElementType, () => file.Chunks(dataStart + entry.Begin, entry.End - entry.Begin)))],
            parsed.Metadata);
    }

    private static SafetensorsHeader Parse(FileBytes file, byte[] header)
    {
        try
        {
            return SafetensorsHeader.Parse(file, header);
        }
        catch (JsonException error)
        {
            throw new Data.InputException($"cannot read '{file.Path}': its safetensors header is not JSON: {error.Message.ReplaceLineEndings(" ")}", error);
        }
        catch (InvalidOperationException error)
        {
            // Utf8JsonReader's word for a string with half a surrogate pair (\ud800).
            throw new Data.InputException($"cannot read '{file.Path}': its safetensors header holds a text that is not Unicode", error);
        }
    }

    private static void CheckCoverage(FileBytes file, List<SafetensorsEntry> tensors, long dataLength)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in tensors.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != end)
            {
                throw file.Damaged($"tensor {FileBytes.Quoted(entry.Name)} starts at byte {entry.Begin} of the data, where {end} was due: {(entry.Begin > end ? "a hole" : "an overlap")}");
            }

            end = entry.End;
        }

        if (end != dataLength)
        {
            throw file.Damaged($"its tensors take {end} bytes, but {dataLength} follow the header");
        }
    }
}
