using System.Runtime.InteropServices;
using Honnan.Learning.Ranks;

namespace Honnan.Cluster.Ranks;

/// <summary>What ranks tell one another, against what it must be.</summary>
internal static unsafe class Sums
{
    private const int Many = 300_000; // more than a message that is sent at once

    /// <summary>Goes through all of it; the first rank says so at the end.</summary>
    public static void Check(IRanks ranks)
    {
        int count = ranks.Count;
        double all = count * (count + 1) / 2.0; // 1 + 2 + … + count
        double[] own = [ranks.Rank + 1, 0.5];
        ranks.Sum(own);
        Equal(all, own[0]);
        Equal(0.5 * count, own[1]);

        for (int from = 0; from < count; from++)
        {
            string text = ranks.Tell(from, $"rank {ranks.Rank} tells");
            Equal($"rank {from} tells", text);
        }

        Of<float>(ranks, NumberType.Float32, i => (i % 1000) + ranks.Rank, (i, value) => Equal((count * (i % 1000)) + all - count, value));
        Of<double>(ranks, NumberType.Float64, i => i + (0.25 * ranks.Rank), (i, value) => Equal((count * (double)i) + (0.25 * (all - count)), value));

        // Whole numbers up to 256 are exact in 8 bits.
        Of<ushort>(ranks, NumberType.Bfloat16, i => Half((i % 32) + ranks.Rank), (i, value) => Equal((count * (i % 32)) + all - count, Wide(value)));
        Equal(true, ranks.Any(ranks.Rank == count - 1));
        Equal(false, ranks.Any(false));
        Console.WriteLine(FormattableString.Invariant($"rank {ranks.Rank} of {count}: {(ranks as MpiRanks)?.Library}"));
    }

    private static void Of<T>(IRanks ranks, NumberType type, Func<int, T> given, Action<int, T> check)
        where T : unmanaged
    {
        // Two at a time, and looked at in between.
        T* numbers = (T*)NativeMemory.Alloc(2 * Many, (nuint)sizeof(T));
        for (int i = 0; i < 2 * Many; i++)
        {
            numbers[i] = given(i);
        }

        IPendingSum first = ranks.BeginSum((nint)numbers, Many, type);
        IPendingSum second = ranks.BeginSum((nint)(numbers + Many), Many, type);
        first.Advance();
        second.Wait();
        first.Wait();
        for (int i = 0; i < 2 * Many; i++)
        {
            check(i, numbers[i]);
        }

        NativeMemory.Free(numbers);
    }

    private static ushort Half(float value) => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);

    private static float Wide(ushort value) => BitConverter.UInt32BitsToSingle((uint)value << 16);

    private static void Equal<T>(T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            throw new InvalidOperationException($"expected {expected}, got {actual}");
        }
    }
}
