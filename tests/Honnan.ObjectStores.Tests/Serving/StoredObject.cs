using System.Security.Cryptography;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>An object of a bucket.</summary>
internal sealed record StoredObject(byte[] Bytes, DateTime Written)
{
#pragma warning disable CA5351 // the protocol's ETag of an object that was put in one request, which the SDK verifies
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(MD5.HashData(Bytes))}\"";
#pragma warning restore CA5351
}
