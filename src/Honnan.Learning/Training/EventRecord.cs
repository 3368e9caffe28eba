using System.Buffers.Binary;
using System.Numerics;

namespace Honnan.Learning.Training;

/// <summary>
/// The frame of a record in TensorFlow's TFRecord format, little-endian: the payload's length (64 bits), the length's
/// checksum, the payload, the payload's checksum. A checksum is CRC-32C (Castagnoli) c, masked: (c rotated right by 15) + 0xA282EAD8.
/// </summary>
internal static class EventRecord
{
    private const uint MaskDelta = 0xA282EAD8;
    private const int Rotation = 15;
    private const int Header = 12;
    private const int Footer = 4;

    /// <summary>A payload with its frame.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload)
    {
        byte[] record = new byte[Header + payload.Length + Footer];
        BinaryPrimitives.WriteInt64LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        payload.CopyTo(record.AsSpan(Header));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Header + payload.Length), Checksum(payload));
        return record;
    }

    /// <summary>Takes the first record; false where there is no whole and sound one.</summary>
    /// <param name="bytes">From a record's start on.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="length">Of the record with its frame.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload, out int length)
    {
        payload = [];
        length = 0;
        if (bytes.Length < Header || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Checksum(bytes[..8]))
        {
            return false;
        }

        long size = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (size < 0 || size > bytes.Length - Header - Footer)
        {
            return false;
        }

        payload = bytes.Slice(Header, (int)size);
        length = Header + (int)size + Footer;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - Footer)..]) == Checksum(payload);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return BitOperations.RotateRight(~crc, Rotation) + MaskDelta;
    }
}
