using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Honnan.Data.Sources;

/// <summary>
/// One of several parts of an input, which processes work on apart from each other. A picture's part follows from its name
/// alone: the first eight bytes of the SHA-256 of its UTF-8, as a number with the highest byte first, modulo the count.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Of all parts, at least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Parts at most: their names have five digits.</summary>
    public const int Most = 100_000;

    /// <summary>As in <c>shard-00003-of-00010</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"shard-{Index:00000}-of-{Count:00000}");

    /// <summary>Whether a picture is in this part.</summary>
    public bool Holds(string name) => Count == 1 || IndexOf(name, Count) == Index;

    /// <summary>The part that a picture is in.</summary>
    public static int IndexOf(string name, int count)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)count);
    }
}
