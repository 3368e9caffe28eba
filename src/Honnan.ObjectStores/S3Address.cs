using System.Text;
using System.Text.RegularExpressions;
using Honnan.Data;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>Where something lies in an object store that speaks S3.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The object's key; empty, or ending with '/', where a folder is meant.</param>
public sealed partial record S3Address(string Bucket, string Key)
{
    private const string Scheme = "s3://";
    private const int MostKeyBytes = 1024; // of the protocol

    /// <summary>Whether it names a folder: what lies below a prefix.</summary>
    public bool IsFolder => Key.Length == 0 || Key.EndsWith('/');

    /// <summary>Whether a user means such an address, and no path.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads s3://bucket/key.</summary>
    /// <exception cref="InputException">It is none, or its key is none that a file could have.</exception>
    public static S3Address Parse(string text)
    {
        string[] parts = Is(text) ? text[Scheme.Length..].Split('/', 2) : throw new InputException($"'{text}' is no address of an object store; it has the form s3://bucket/path");
        string key = parts.Length > 1 ? parts[1] : "";
        if (!Name().IsMatch(parts[0]))
        {
            throw new InputException($"'{text}': '{parts[0]}' is no bucket's name (3 to 63 of a-z, 0-9, '.', '-', '_'); an address has the form s3://bucket/path");
        }

        if (Encoding.UTF8.GetByteCount(key) > MostKeyBytes)
        {
            throw new InputException($"'{text}' is longer than a key may be ({MostKeyBytes} bytes)");
        }

        string path = key.EndsWith('/') ? key[..^1] : key;
        return key.Length == 0 || StoreNames.IsPath(path)
            ? new S3Address(parts[0], key)
            : throw new InputException($"'{text}' has an empty part, '.' or '..' in its path, which no folder's path has");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{Bucket}/{Key}";

    // Other stores than Amazon's let capitals and underscores pass.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
