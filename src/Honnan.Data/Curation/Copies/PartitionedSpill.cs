using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Records dealt out to partitions, each of which is read as a whole: in memory as long as they are few, the rest in a temporary
/// file, a partition's in pieces. Any thread may add and read. The caller disposes.
/// </summary>
/// <typeparam name="TRecord">A record, which is written as it lies in memory.</typeparam>
internal sealed class PartitionedSpill<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private const int BufferBytes = 32 << 20; // of all partitions together
    private const int PieceBytes = 64 << 10; // at most; larger ones are read no faster
    private const int LeastRecords = 8;

    private readonly SpillFile _file;
    private readonly Lock _lock = new();
    private readonly int _pieceRecords;
    private readonly TRecord[]?[] _buffers;
    private readonly int[] _buffered;
    private readonly List<long>?[] _pieces; // where they start in the file

    /// <param name="what">What the records are, in a word or two, for the message where there is no room.</param>
    /// <param name="partitions">How many partitions.</param>
    /// <exception cref="IOException">No temporary file can be made.</exception>
    public PartitionedSpill(string what, int partitions)
    {
        _file = new SpillFile(what);
        _pieceRecords = Math.Max(LeastRecords, Math.Min(PieceBytes, BufferBytes / partitions) / Unsafe.SizeOf<TRecord>());
        _buffers = new TRecord[partitions][];
        _buffered = new int[partitions];
        _pieces = new List<long>?[partitions];
    }

    /// <summary>Partitions.</summary>
    public int Partitions => _buffers.Length;

    /// <summary>Adds records, each to its partition.</summary>
    /// <exception cref="IOException">There is no room for them.</exception>
    public void Add(ReadOnlySpan<TRecord> records, Func<TRecord, int> partitionOf)
    {
        lock (_lock)
        {
            foreach (ref readonly TRecord record in records)
            {
                int partition = partitionOf(record);
                TRecord[] buffer = _buffers[partition] ??= new TRecord[_pieceRecords];
                buffer[_buffered[partition]++] = record;
                if (_buffered[partition] == buffer.Length)
                {
                    (_pieces[partition] ??= []).Add(_file.Append(MemoryMarshal.AsBytes<TRecord>(buffer)));
                    _buffered[partition] = 0;
                }
            }
        }
    }

    /// <summary>Reads a partition, to which nobody adds any more.</summary>
    /// <param name="partition">Which one.</param>
    /// <param name="records">Takes them; made larger where they do not fit.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public Span<TRecord> Read(int partition, ref TRecord[] records)
    {
        List<long> pieces = _pieces[partition] ?? [];
        int count = checked((pieces.Count * _pieceRecords) + _buffered[partition]);
        if (records.Length < count)
        {
            records = GC.AllocateUninitializedArray<TRecord>(count);
        }

        for (int piece = 0; piece < pieces.Count; piece++)
        {
            _file.Read(pieces[piece], MemoryMarshal.AsBytes(records.AsSpan(piece * _pieceRecords, _pieceRecords)));
        }

        _buffers[partition].AsSpan(0, _buffered[partition]).CopyTo(records.AsSpan(pieces.Count * _pieceRecords));
        return records.AsSpan(0, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
