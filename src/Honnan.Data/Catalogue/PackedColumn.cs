using System.Numerics;
using System.Runtime.CompilerServices;

namespace Honnan.Data.Catalogue;

/// <summary>
/// Numbers of one kind for many pictures, added one after the other. They lie in blocks, so that growing copies nothing and
/// leaves no half of an array empty. Adding is for one thread, reading for any.
/// </summary>
/// <remarks>
/// Blocks are kept below the 85,000 bytes from which on .NET has a heap of its own for arrays: the larger that is, the more
/// garbage it lets pile up before it looks for any.
/// </remarks>
internal sealed class PackedColumn<T>
    where T : unmanaged
{
    private const int BlockBytes = 1 << 16;

    private static readonly int BlockBits = BitOperations.Log2((uint)(BlockBytes / Unsafe.SizeOf<T>()));
    private static readonly int BlockLength = 1 << BlockBits;

    private readonly List<T[]> _blocks = [];

    /// <summary>Values so far.</summary>
    public int Count { get; private set; }

    /// <summary>The value at a place, from 0.</summary>
    public T this[int place] => _blocks[place >> BlockBits][place & (BlockLength - 1)];

    /// <summary>Adds the next value.</summary>
    public void Add(T value)
    {
        (int block, int at) = (Count >> BlockBits, Count & (BlockLength - 1));
        if (block == _blocks.Count)
        {
            _blocks.Add(new T[block == 0 ? 16 : BlockLength]);
        }
        else if (at == _blocks[block].Length)
        {
            T[] grown = new T[2 * at]; // the first block alone grows: small tables stay small
            _blocks[block].CopyTo(grown, 0);
            _blocks[block] = grown;
        }

        _blocks[block][at] = value;
        Count = checked(Count + 1);
    }
}
