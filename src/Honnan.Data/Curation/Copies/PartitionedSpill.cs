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

    private readonly string _what;
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
        _what = what;
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
                    _buffered[partition] = 0; // first: where there is no room, other threads are not to go on behind the end
                    (_pieces[partition] ??= []).Add(_file.Append(MemoryMarshal.AsBytes<TRecord>(buffer)));
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
        int count = Read(partition, ref records, whole => whole.Length);
        return records.AsSpan(0, count);
    }

    /// <summary>As the other one, where what was read may be made less before there is need of more room.</summary>
    /// <param name="partition">Which one.</param>
    /// <param name="records">Takes them; made larger where they do not fit.</param>
    /// <param name="less">Moves what is to be kept of some records to their beginning, and returns how many these are.</param>
    /// <returns>How many are left.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="InputException">They are more than there is memory for.</exception>
    public int Read(int partition, ref TRecord[] records, KeepOf less)
    {
        int count = 0;
        foreach (long piece in _pieces[partition] ?? [])
        {
            count = MakeRoom(ref records, count, _pieceRecords, less);
            _file.Read(piece, MemoryMarshal.AsBytes(records.AsSpan(count, _pieceRecords)));
            count += _pieceRecords;
        }

        count = MakeRoom(ref records, count, _buffered[partition], less);
        _buffers[partition].AsSpan(0, _buffered[partition]).CopyTo(records.AsSpan(count));
        return less(records.AsSpan(0, count + _buffered[partition]));
    }

    private int MakeRoom(ref TRecord[] records, int count, int more, KeepOf less)
    {
        if (count + more <= records.Length)
        {
            return count;
        }

        // Twice as much unless half is free: else the next piece would make it less again.
        count = less(records.AsSpan(0, count));
        long wanted = 2L * (count + more);
        if (wanted > records.Length)
        {
            try
            {
                Array.Resize(ref records, (int)Math.Min(wanted, Array.MaxLength));
            }
            catch (OutOfMemoryException error)
            {
                throw new InputException($"there is no memory for {_what}: {wanted} records", error);
            }
        }

        return count + more <= records.Length ? count : throw new InputException($"{_what} are more than fit into memory: over {count}");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Moves what is to be kept of some records to their beginning, and returns how many these are.</summary>
    /// <param name="records">Any order.</param>
    public delegate int KeepOf(Span<TRecord> records);
}
