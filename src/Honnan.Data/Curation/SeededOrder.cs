using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Honnan.Data.Curation;

/// <summary>
/// A random order that depends on the seed and each item's own name alone (the first eight bytes of a SHA-256), so that
/// it is the same on every machine and a new item does not shuffle the others.
/// </summary>
internal static class SeededOrder
{
    private const int UsualBytes = 512;

    /// <summary>An item's place in the order.</summary>
    public static ulong Key(long seed, string purpose, string name)
    {
        int most = 32 + (3 * (purpose.Length + name.Length)); // a number's digits, line feeds, and what UTF-16 can become
        Span<byte> text = most <= UsualBytes ? stackalloc byte[UsualBytes] : new byte[most];
        if (!Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{seed}\n{purpose}\n{name}", out int written))
        {
            throw new InvalidOperationException($"{most} bytes are too few");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..written], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>The places of many items in the order, by all processors.</summary>
    public static ulong[] Keys(long seed, string purpose, int count, Func<int, string> nameOf)
    {
        ulong[] keys = new ulong[count];
        Parallel.For(0, count, i => keys[i] = Key(seed, purpose, nameOf(i)));
        return keys;
    }
}
