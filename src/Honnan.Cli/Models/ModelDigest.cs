using System.Security.Cryptography;

namespace Honnan.Cli.Models;

/// <summary>Tells models apart by their files.</summary>
internal static class ModelDigest
{
    /// <summary>SHA-256, in lower-case hexadecimal, of one file, or of the digests of several that are there.</summary>
    public static string Of(params string[] files)
    {
        byte[][] digests = [.. files.Where(File.Exists).Select(Digest)];
        return Convert.ToHexStringLower(digests.Length == 1 ? digests[0] : SHA256.HashData([.. digests.SelectMany(d => d)]));
    }

    private static byte[] Digest(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
