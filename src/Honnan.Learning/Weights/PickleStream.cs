using System.Buffers.Binary;
using System.Text;

namespace Honnan.Learning.Weights;

/// <summary>Reads a pickle's bytes from a part of a file; every length is checked against what is left before anything is made.</summary>
internal sealed class PickleStream
{
    /// <summary>The most bytes of one pickle that are read: about half a million tensors.</summary>
    private const long MaxLength = 64 << 20;

    /// <summary>The longest line (a global's module or name, a number in digits) in bytes.</summary>
    private const int MaxLine = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FileBytes _file;
    private readonly long _end;
    private readonly byte[] _buffer;
    private long _bufferStart;
    private int _at;
    private int _filled;

    /// <summary>A pickle that starts at <paramref name="start"/> and ends at <paramref name="end"/> or before.</summary>
    public PickleStream(FileBytes file, long start, long end)
    {
        (_file, _bufferStart, _end) = (file, start, Math.Min(end, start + MaxLength));
        _buffer = new byte[(int)Math.Min(1 << 16, _end - start)];
    }

    /// <summary>The place in the file of the next byte.</summary>
    public long Position => _bufferStart + _at;

    /// <summary>The next byte.</summary>
    public byte ReadByte() => Read(1)[0];

    /// <summary>The next <paramref name="count"/> bytes, valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(long count)
    {
        if (count < 0 || count > _end - Position)
        {
            throw _file.Damaged(_end - Position < 16 ? "its pickle ends too early" : $"its pickle wants {count} bytes where {_end - Position} are left");
        }

        if (count > _buffer.Length)
        {
            byte[] large = new byte[(int)count];
            _file.Read(Position, large);
            (_bufferStart, _at, _filled) = (Position + count, 0, 0);
            return large;
        }

        if (count > _filled - _at)
        {
            (_bufferStart, _at) = (Position, 0);
            _filled = (int)Math.Min(_buffer.Length, _end - _bufferStart);
            _file.Read(_bufferStart, _buffer.AsSpan(0, _filled));
        }

        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_at, (int)count);
        _at += (int)count;
        return bytes;
    }

    /// <summary>A little-endian uint16.</summary>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    /// <summary>A little-endian int32.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(4));

    /// <summary>A little-endian uint32.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    /// <summary>A little-endian int64.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Read(8));

    /// <summary>A big-endian float64.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Read(8));

    /// <summary>A text of <paramref name="count"/> bytes of UTF-8.</summary>
    public string ReadText(long count)
    {
        ReadOnlySpan<byte> bytes = Read(count);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new Data.InputException($"cannot read '{_file.Path}': a text in its pickle is not UTF-8", error);
        }
    }

    /// <summary>A line of ASCII, without its end.</summary>
    public string ReadLine()
    {
        var line = new StringBuilder();
        for (byte next = ReadByte(); next != (byte)'\n'; next = ReadByte())
        {
            if (line.Length >= MaxLine || next >= 0x80)
            {
                throw _file.Damaged($"a line in its pickle is longer than {MaxLine} bytes or not ASCII");
            }

            line.Append((char)next);
        }

        return line.ToString();
    }
}
