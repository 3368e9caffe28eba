using System.Buffers.Binary;
using System.Globalization;

namespace Honnan.Data.Answers;

/// <summary>
/// The pictures that a model has learned from, by the first 8 bytes of their files' SHA-256: short enough to go with an
/// exported model, long enough that not one in a billion other pictures is taken for one of 34,000.
/// </summary>
public sealed class LearnedDigests
{
    /// <summary>Lists of more pictures are not kept in a model: at 8 bytes each, 512 KiB.</summary>
    public const int Most = 65536;

    private readonly HashSet<ulong> _starts;

    private LearnedDigests(IEnumerable<ulong> starts) => _starts = [.. starts];

    /// <summary>How many there are.</summary>
    public int Count => _starts.Count;

    /// <summary>Takes the beginnings of whole digests.</summary>
    /// <param name="sha256">Digests in hexadecimal.</param>
    public static LearnedDigests Of(IEnumerable<string> sha256) => new(sha256.Select(Start));

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is something else.</summary>
    public static LearnedDigests? TryParse(string text)
    {
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int length) && length % sizeof(ulong) == 0 && length <= Most * sizeof(ulong)
            ? new LearnedDigests(Enumerable.Range(0, length / sizeof(ulong)).Select(i => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)))))
            : null;
    }

    /// <summary>Whether a picture's bytes, by their SHA-256 in hexadecimal, were learned from.</summary>
    public bool Contain(string sha256) => _starts.Contains(Start(sha256));

    /// <summary>The list in base 64, in order.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[_starts.Count * sizeof(ulong)];
        int place = 0;
        foreach (ulong start in _starts.Order())
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(place), start);
            place += sizeof(ulong);
        }

        return Convert.ToBase64String(bytes);
    }

    private static ulong Start(string sha256) => ulong.Parse(sha256.AsSpan(0, 2 * sizeof(ulong)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
