using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds the hashes that differ from one in few bits without comparing all (multi-index hashing; Norouzi, Punjani and
/// Fleet, CVPR 2012): of two hashes that differ in at most three bits, one of the four quarters is the same, so each
/// quarter's value leads to a short list. Pairs with up to <see cref="MaxDistance"/> bits are found where a quarter agrees.
/// </summary>
internal sealed class HashIndex
{
    /// <summary>Bits in which a hash that is given back may differ.</summary>
    public const int MaxDistance = 8;

    private const int Quarters = 4;
    private const int Buckets = 1 << 16;

    private readonly ulong[] _hashes;
    private readonly int[][] _starts = new int[Quarters][];
    private readonly int[][] _members = new int[Quarters][];

    public HashIndex(ulong[] hashes)
    {
        _hashes = hashes;
        for (int quarter = 0; quarter < Quarters; quarter++)
        {
            int[] starts = new int[Buckets + 1];
            foreach (ulong hash in hashes)
            {
                starts[Part(hash, quarter) + 1]++;
            }

            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                starts[bucket + 1] += starts[bucket];
            }

            int[] next = starts[..Buckets];
            int[] members = new int[hashes.Length];
            for (int i = 0; i < hashes.Length; i++)
            {
                members[next[Part(hashes[i], quarter)]++] = i;
            }

            (_starts[quarter], _members[quarter]) = (starts, members);
        }
    }

    /// <summary>Adds the places of near hashes and their distances; one may come up to four times.</summary>
    public void Near(ulong hash, List<(int Place, int Distance)> found)
    {
        for (int quarter = 0; quarter < Quarters; quarter++)
        {
            int part = Part(hash, quarter);
            int end = _starts[quarter][part + 1];
            for (int i = _starts[quarter][part]; i < end; i++)
            {
                int place = _members[quarter][i];
                int distance = BitOperations.PopCount(hash ^ _hashes[place]);
                if (distance <= MaxDistance)
                {
                    found.Add((place, distance));
                }
            }
        }
    }

    private static int Part(ulong hash, int quarter) => (int)(hash >> (16 * quarter)) & (Buckets - 1);
}
