using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// The hash of a window, and when two of them are near: where their coarse bits agree in one of four quarters and in one of the six
/// other bytes, and differ in few bits. That makes 24 keys of 24 bits each, by any one of which a near one is found (multi-index
/// hashing; Norouzi, Punjani and Fleet, CVPR 2012); of two whose coarse bits differ in at most three, a quarter and a byte always agree.
/// </summary>
/// <param name="Coarse">The signs by which windows are found.</param>
/// <param name="Fine">Further signs, which tell apart windows that are merely of the same make: a road's middle, a hedge's edge.</param>
internal readonly record struct WindowCode(ulong Coarse, ulong Fine)
{
    /// <summary>Quarters of the coarse bits.</summary>
    public const int Quarters = 4;

    /// <summary>Bits of a quarter.</summary>
    public const int QuarterBits = 64 / Quarters;

    /// <summary>Coarse bits in which near ones may differ.</summary>
    public const int MostCoarse = 9;

    /// <summary>Bits in which near ones may differ in all, fine ones included.</summary>
    public const int Most = 28;

    private const ulong Ones = 0x0101010101010101, Highs = 0x8080808080808080;

    /// <summary>A quarter of the coarse bits.</summary>
    public int Quarter(int quarter) => (int)(Coarse >> (QuarterBits * quarter)) & ((1 << QuarterBits) - 1);

    /// <summary>Bits in which it differs from another one.</summary>
    public int Distance(WindowCode other) => BitOperations.PopCount(Coarse ^ other.Coarse) + BitOperations.PopCount(Fine ^ other.Fine);

    /// <summary>
    /// The key by which two hashes are near, of those by which they are the first, so that who looks by all keys in turn can
    /// count a pair once: the quarter and the byte of the coarse bits; null where they are not.
    /// </summary>
    public (int Quarter, int Byte)? NearBy(WindowCode other)
    {
        ulong differing = Coarse ^ other.Coarse;
        if (BitOperations.PopCount(differing) > MostCoarse || Distance(other) > Most)
        {
            return null;
        }

        for (int quarter = 0; quarter < Quarters; quarter++)
        {
            ulong itself = 0xffffUL << (QuarterBits * quarter);
            if ((differing & itself) == 0)
            {
                // The lowest byte of zero; those above it may be marked by the borrow, but not that one.
                ulong rest = differing | itself;
                ulong zeros = (rest - Ones) & ~rest & Highs;
                return zeros == 0 ? null : (quarter, BitOperations.TrailingZeroCount(zeros) / 8);
            }
        }

        return null;
    }
}
