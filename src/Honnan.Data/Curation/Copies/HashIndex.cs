using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds the hashes that differ from one in few bits without comparing all (multi-index hashing; Norouzi, Punjani and
/// Fleet, CVPR 2012): of two hashes that differ in at most three bits, one of the four quarters is the same, so each
/// quarter's value leads to a short list. Pairs with up to <see cref="MaxDistance"/> bits are found where a quarter agrees.
/// </summary>
/// <remarks>
/// An index is of one quarter at a time, so that only one need be in memory; the hashes of a list lie one after the other, so
/// that looking through it waits for memory once.
/// </remarks>
internal sealed class HashIndex
{
    /// <summary>Bits in which a hash that is given back may differ.</summary>
    public const int MaxDistance = 8;

    /// <summary>Quarters of a hash: the indices that are to be asked.</summary>
    public const int Quarters = 4;

    private const int Buckets = 1 << 16;

    private readonly int[] _starts = new int[Buckets + 1];
    private readonly ulong[] _hashes; // by bucket
    private readonly int[] _places;
    private int _quarter;

    /// <summary>Room for so many hashes.</summary>
    public HashIndex(int room) => (_hashes, _places) = (new ulong[room], new int[room]);

    /// <summary>For how many hashes there is room.</summary>
    public int Room => _hashes.Length;

    /// <summary>Becomes the index of a quarter, 0 to 3, of no more hashes than there is room for.</summary>
    public void Turn(ReadOnlySpan<ulong> hashes, int quarter)
    {
        _quarter = quarter;
        Array.Clear(_starts);
        foreach (ulong hash in hashes)
        {
            _starts[Part(hash) + 1]++;
        }

        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            _starts[bucket + 1] += _starts[bucket];
        }

        int[] next = _starts[..Buckets];
        for (int i = 0; i < hashes.Length; i++)
        {
            int at = next[Part(hashes[i])]++;
            (_hashes[at], _places[at]) = (hashes[i], i);
        }
    }

    /// <summary>Adds the places of near hashes and their distances.</summary>
    public void Near(ulong hash, List<(int Place, int Distance)> found)
    {
        int part = Part(hash);
        int start = _starts[part];
        ReadOnlySpan<ulong> bucket = _hashes.AsSpan(start, _starts[part + 1] - start);
        for (int i = 0; i < bucket.Length; i++)
        {
            int distance = BitOperations.PopCount(hash ^ bucket[i]);
            if (distance <= MaxDistance)
            {
                found.Add((_places[start + i], distance));
            }
        }
    }

    private int Part(ulong hash) => (int)(hash >> (16 * _quarter)) & (Buckets - 1);
}
