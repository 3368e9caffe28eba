using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Honnan.Data.Sources;

/// <summary>
/// One of several parts of an input, which processes work on apart from each other. A picture's part follows from its name
/// alone: the first eight bytes of the SHA-256 of its UTF-8, as a number with the highest byte first, modulo the count.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Of all parts, at least 1.</param>
public readonly partial record struct Shard(int Index, int Count)
{
    /// <summary>Parts at most: their names have five digits.</summary>
    public const int Most = 100_000;

    /// <summary>As in <c>shard-00003-of-00010</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"shard-{Index:00000}-of-{Count:00000}");

    /// <summary>The part that a name as of <see cref="ToString"/> tells of; null where it is no such name.</summary>
    public static Shard? Parse(string name) => Name().Match(name) is { Success: true } match
        ? new Shard(int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Whether a picture is in this part.</summary>
    public bool Holds(string name) => Count == 1 || IndexOf(name, Count) == Index;

    /// <summary>The part that a picture is in.</summary>
    public static int IndexOf(string name, int count)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)count);
    }

    [GeneratedRegex(@"^shard-(?<index>\d{5})-of-(?<count>\d{5,6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
