using System.Security.Cryptography;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>An object of a bucket.</summary>
internal sealed record StoredObject(byte[] Bytes, DateTime Written)
{
    /// <summary>The protocol's ETag of an object that was put in one request, which the SDK verifies.</summary>
    public string Tag { get; init; } = $"\"{Convert.ToHexStringLower(Digest(Bytes))}\"";

    /// <summary>The one of an object that was put in parts.</summary>
    public static string TagOf(IReadOnlyCollection<byte[]> parts) => $"\"{Convert.ToHexStringLower(Digest([.. parts.SelectMany(Digest)]))}-{parts.Count}\"";

#pragma warning disable CA5351 // as the protocol has it
    private static byte[] Digest(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
