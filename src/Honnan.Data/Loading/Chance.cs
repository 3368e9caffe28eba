namespace Honnan.Data.Loading;

/// <summary>
/// A stream of random numbers that depends on a seed and on counters alone, not on threads, platforms or the
/// framework's version: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014),
/// begun at a hash of the counters.
/// </summary>
internal struct Chance
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    private Chance(ulong state) => _state = state;

    /// <summary>The stream of a seed, for one purpose, at the counters that tell the draws apart.</summary>
    public static Chance Of(long seed, Purpose purpose, long a, long b = 0)
    {
        ulong state = Mix((ulong)seed + Golden);
        state = Mix(state ^ ((ulong)purpose * Golden));
        state = Mix(state + ((ulong)a * 0xD1342543DE82EF95));
        state = Mix(state ^ ((ulong)b * 0xAF251AF3B0F025B5));
        return new Chance(state);
    }

    /// <summary>What numbers are drawn for; streams of different purposes are unrelated.</summary>
    public enum Purpose
    {
        Order = 1,
        View = 2,
        Cycle = 3,
        Batches = 4,
        World = 5,
        Augmentation = 6,
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>A double of [0, 1), all multiples of 2⁻⁵³ equally likely.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A double from −bound to below it.</summary>
    public double Within(double bound) => ((2 * NextDouble()) - 1) * bound;

    /// <summary>A whole number from 0 to below the bound (Lemire's product; its bias is below bound / 2⁶⁴).</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Fisher and Yates' shuffle.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
