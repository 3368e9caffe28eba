using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Honnan.Data.Curation;

/// <summary>
/// A random order that depends on the seed and each item's own name alone (the first eight bytes of a SHA-256), so that
/// it is the same on every machine and a new item does not shuffle the others.
/// </summary>
internal static class SeededOrder
{
    /// <summary>An item's place in the order.</summary>
    public static ulong Key(long seed, string purpose, string name) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{purpose}\n{name}")));
}
