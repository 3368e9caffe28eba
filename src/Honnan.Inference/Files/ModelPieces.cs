using Google.Protobuf;
using Google.Protobuf.Reflection;
using Honnan.Data.Onnx;

namespace Honnan.Inference.Files;

/// <summary>
/// Counts what a model's file would be taken apart into, before it is: a constant or a string of nothing takes two bytes of the
/// file and hundreds of memory. A walk over the wire format (protobuf.dev, Encoding) that keeps nothing.
/// </summary>
internal sealed class ModelPieces
{
    private const int Most = 400_000; // the largest net that is exported has some 20,000
    private const int MostTextBytes = 1 << 24;
    private const int TypeBits = 3;

    private int _pieces;
    private string? _fault;

    /// <summary>What is wrong with the file, or null. A damaged one is left to the parser, which tells more.</summary>
    public static string? Fault(ReadOnlySpan<byte> file)
    {
        var count = new ModelPieces();
        count.Walk(file, ModelProto.Descriptor);
        return count._fault;
    }

    private void Walk(ReadOnlySpan<byte> rest, MessageDescriptor message)
    {
        while (_fault is null && TryVarint(ref rest, out ulong tag))
        {
            Count(1);
            int length = Length(ref rest, (WireFormat.WireType)(tag & ((1 << TypeBits) - 1)), out bool isDelimited);
            if (length < 0 || length > rest.Length)
            {
                return;
            }

            if (isDelimited && message.FindFieldByNumber((int)(tag >> TypeBits)) is { } field)
            {
                Look(rest[..length], field);
            }

            rest = rest[length..];
        }
    }

    private void Look(ReadOnlySpan<byte> value, FieldDescriptor field)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                Walk(value, field.MessageType);
                break;
            case FieldType.String when value.Length > MostTextBytes:
                _fault = $"it has a text of {value.Length >> 20} MiB; at most {MostTextBytes >> 20} are accepted";
                break;
            case FieldType.String or FieldType.Bytes:
                break;
            default:
                Count(value.Length); // numbers in a row, a byte each at least
                break;
        }
    }

    private void Count(int more)
    {
        _pieces = (int)Math.Min((long)_pieces + more, int.MaxValue);
        if (_pieces > Most)
        {
            _fault ??= $"it is made of more than {Most} pieces";
        }
    }

    // Of what follows a tag; negative where that is none.
    private static int Length(ref ReadOnlySpan<byte> rest, WireFormat.WireType type, out bool isDelimited)
    {
        isDelimited = type == WireFormat.WireType.LengthDelimited;
        return type switch
        {
            WireFormat.WireType.Varint => TryVarint(ref rest, out _) ? 0 : -1,
            WireFormat.WireType.Fixed64 => sizeof(ulong),
            WireFormat.WireType.Fixed32 => sizeof(uint),
            WireFormat.WireType.LengthDelimited => TryVarint(ref rest, out ulong length) && length <= int.MaxValue ? (int)length : -1,
            _ => 0, // groups: what is inside follows
        };
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        const int MostBytes = 10;
        value = 0;
        for (int i = 0; i < Math.Min(MostBytes, rest.Length); i++)
        {
            value |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
