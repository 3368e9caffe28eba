using System.Buffers.Binary;

namespace Honnan.Data.Catalogue;

/// <summary>A SHA-256 as 32 bytes in place of 64 letters. The default value stands for none; no bytes are known that give it.</summary>
internal readonly record struct Sha256Digest(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int Bytes = 32;

    /// <summary>Whether it is one.</summary>
    public bool IsKnown => this != default;

    /// <summary>Reads 64 hexadecimal digits (UTF-8).</summary>
    public static bool TryParse(ReadOnlySpan<byte> digits, out Sha256Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        digest = default;
        if (digits.Length != 2 * Bytes || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        digest = new Sha256Digest(Part(bytes, 0), Part(bytes, 1), Part(bytes, 2), Part(bytes, 3));
        return true;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{First:x16}{Second:x16}{Third:x16}{Fourth:x16}";

    private static ulong Part(ReadOnlySpan<byte> bytes, int part) => BinaryPrimitives.ReadUInt64BigEndian(bytes[(part * sizeof(ulong))..]);
}
