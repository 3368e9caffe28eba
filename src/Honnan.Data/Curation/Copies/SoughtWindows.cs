using System.Runtime.InteropServices;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// The windows of all pictures that are looked for, in a temporary file: some 500 bytes for a picture, which are read once for each
/// quarter of the hashes and each block of windows that are looked in. Pictures are added and read in parts. The caller disposes.
/// </summary>
internal sealed class SoughtWindows : IDisposable
{
    private readonly SpillFile _file = new("the hashes of the pictures' windows");
    private readonly List<(long Start, int Pictures, int Windows)> _parts = [];

    /// <summary>Parts so far.</summary>
    public int Parts => _parts.Count;

    /// <summary>Adds the next pictures, each with the hashes and first columns of its windows.</summary>
    /// <exception cref="IOException">There is no room for them.</exception>
    public void Add(ReadOnlySpan<(ulong[] Hashes, short[] Columns)> pictures)
    {
        int[] ends = new int[pictures.Length];
        int windows = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = windows += pictures[i].Hashes.Length;
        }

        ulong[] hashes = new ulong[windows];
        short[] columns = new short[windows];
        for (int i = 0; i < ends.Length; i++)
        {
            int start = i == 0 ? 0 : ends[i - 1];
            pictures[i].Hashes.CopyTo(hashes, start);
            pictures[i].Columns.CopyTo(columns, start);
        }

        _parts.Add((_file.Append(MemoryMarshal.AsBytes<int>(ends)), ends.Length, windows));
        _file.Append(MemoryMarshal.AsBytes<ulong>(hashes));
        _file.Append(MemoryMarshal.AsBytes<short>(columns));
    }

    /// <summary>Reads a part: where each picture's windows end, and the windows of all one after the other.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public (int[] Ends, ulong[] Hashes, short[] Columns) Read(int part)
    {
        (long start, int pictures, int windows) = _parts[part];
        int[] ends = new int[pictures];
        ulong[] hashes = new ulong[windows];
        short[] columns = new short[windows];
        start = Read(start, MemoryMarshal.AsBytes(ends.AsSpan()));
        start = Read(start, MemoryMarshal.AsBytes(hashes.AsSpan()));
        Read(start, MemoryMarshal.AsBytes(columns.AsSpan()));
        return (ends, hashes, columns);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private long Read(long start, Span<byte> bytes)
    {
        _file.Read(start, bytes);
        return start + bytes.Length;
    }
}
