using System.Buffers.Binary;
using System.Text;
using Honnan.Data;

namespace Honnan.Learning.Weights;

/// <summary>
/// Finds the records of a zip archive and where in the file their bytes are. Own code because tensors are read in place
/// (torch stores its records uncompressed), which the zip libraries do not offer, and because they trust the counts that
/// an archive gives. Checksums are not compared: torch can be told to write none. Source: PKWARE's APPNOTE 6.3.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;
    private const int HeaderLength = 30;
    private const long MaxDirectory = 64 << 20;
    private const int MaxRecords = 200_000; // a record a storage; the largest published nets have some ten thousand a file

    private readonly FileBytes _file;
    private readonly Dictionary<string, ZipRecord> _records = new(StringComparer.Ordinal);
    private long _directoryStart;

    private ZipDirectory(FileBytes file) => _file = file;

    /// <summary>Every record.</summary>
    public IReadOnlyCollection<ZipRecord> Records => _records.Values;

    /// <summary>Reads an archive's directory.</summary>
    /// <exception cref="InputException">It has none, or it does not fit the file.</exception>
    public static ZipDirectory Read(FileBytes file)
    {
        var directory = new ZipDirectory(file);
        directory.Read();
        return directory;
    }

    /// <summary>The record of that name, or null.</summary>
    public ZipRecord? Find(string name) => _records.GetValueOrDefault(name);

    /// <summary>Where a record's bytes start, after checking that they lie in the file before the directory.</summary>
    /// <exception cref="InputException">They do not, or are compressed.</exception>
    public long DataStart(ZipRecord record)
    {
        if (!record.IsStored)
        {
            throw _file.Damaged($"its record {FileBytes.Quoted(record.Name)} is compressed or encrypted; torch.save stores records as they are");
        }

        if (record.HeaderStart > _directoryStart - HeaderLength)
        {
            throw Misplaced(record);
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        _file.Read(record.HeaderStart, header);
        long start = record.HeaderStart + HeaderLength
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return header.StartsWith("PK\u0003\u0004"u8) && start <= _directoryStart && record.Length <= _directoryStart - start
            ? start
            : throw Misplaced(record);
    }

    private InputException Misplaced(ZipRecord record) =>
        _file.Damaged($"its record {FileBytes.Quoted(record.Name)} does not lie where the archive's directory says");

    private void Read()
    {
        // The end record is the last 22 bytes, or stands before a comment of at most 65,535.
        byte[] tail = new byte[(int)Math.Min(_file.Length, EndLength + ushort.MaxValue)];
        long tailStart = _file.Length - tail.Length;
        _file.Read(tailStart, tail);
        int at = tail.Length - EndLength;
        while (at >= 0 && !(tail.AsSpan(at).StartsWith("PK\u0005\u0006"u8) && EndLength + at + UInt16(tail, at + 20) == tail.Length))
        {
            at--;
        }

        if (at < 0)
        {
            throw _file.Damaged("it starts as a zip archive but has no directory at its end; it is cut short");
        }

        (long count, long size, long start) = (UInt16(tail, at + 10), UInt32(tail, at + 12), UInt32(tail, at + 16));
        long end = tailStart + at;
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            (count, size, start, end) = ReadEnd64(end);
        }

        if (start < 0 || size < 0 || start > end || size > end - start || size > MaxDirectory || count < 0 || count > size / EntryLength)
        {
            throw _file.Damaged("its zip directory does not fit the file");
        }

        if (count > MaxRecords)
        {
            throw _file.Damaged($"its zip directory holds {count} records; {MaxRecords} are the most");
        }

        byte[] entries = new byte[(int)size];
        _file.Read(start, entries);
        _directoryStart = start;
        int place = 0;
        for (long i = 0; i < count; i++)
        {
            place = ReadEntry(entries, place);
        }
    }

    private (long Count, long Size, long Start, long End) ReadEnd64(long end)
    {
        byte[] locator = new byte[LocatorLength];
        byte[] record = new byte[End64Length];
        long at = end - LocatorLength;
        if (at >= End64Length)
        {
            _file.Read(at, locator);
            long place = Int64(locator, 8);
            if (locator.AsSpan().StartsWith("PK\u0006\u0007"u8) && place >= 0 && place <= at - End64Length)
            {
                _file.Read(place, record);
                if (record.AsSpan().StartsWith("PK\u0006\u0006"u8))
                {
                    return (Int64(record, 32), Int64(record, 40), Int64(record, 48), place);
                }
            }
        }

        throw _file.Damaged("its zip directory is damaged (zip64)");
    }

    private int ReadEntry(byte[] entries, int at)
    {
        if (entries.Length - at < EntryLength || !entries.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
        {
            throw _file.Damaged("its zip directory is damaged");
        }

        int flags = UInt16(entries, at + 8);
        int method = UInt16(entries, at + 10);
        (long packed, long length, long start) = (UInt32(entries, at + 20), UInt32(entries, at + 24), UInt32(entries, at + 42));
        (int nameLength, int extraLength, int commentLength) = (UInt16(entries, at + 28), UInt16(entries, at + 30), UInt16(entries, at + 32));
        int next = at + EntryLength + nameLength + extraLength + commentLength;
        if (next > entries.Length)
        {
            throw _file.Damaged("its zip directory is damaged");
        }

        string name = Encoding.UTF8.GetString(entries, at + EntryLength, nameLength);
        ReadExtra(entries.AsSpan(at + EntryLength + nameLength, extraLength), ref length, ref packed, ref start);
        bool stored = method == 0 && (flags & 1) == 0 && packed == length;
        if (length < 0 || start < 0 || !_records.TryAdd(name, new ZipRecord(name, start, length, stored)))
        {
            throw _file.Damaged($"its zip directory gives {FileBytes.Quoted(name)} twice or of an impossible size");
        }

        return next;
    }

    // Zip64: what did not fit into 32 bits follows in an extra field, in this order, only what is needed.
    private void ReadExtra(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long start)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                break;
            }

            if (id == 1)
            {
                ReadOnlySpan<byte> fields = extra.Slice(4, size);
                Widen(ref fields, ref length);
                Widen(ref fields, ref packed);
                Widen(ref fields, ref start);
            }

            extra = extra[(4 + size)..];
        }
    }

    private void Widen(ref ReadOnlySpan<byte> fields, ref long value)
    {
        if (value == uint.MaxValue)
        {
            if (fields.Length < 8)
            {
                throw _file.Damaged("its zip directory is damaged (zip64)");
            }

            value = BinaryPrimitives.ReadInt64LittleEndian(fields);
            fields = fields[8..];
        }
    }

    private static int UInt16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static long UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long Int64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
