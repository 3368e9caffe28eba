using System.Text.RegularExpressions;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>A part of an import taken for one process until disposal; what a killed one left of it is cleared away first.</summary>
internal sealed partial class ShardClaim : IDisposable
{
    private readonly string _parts;
    private readonly FileStream _lock;

    /// <summary>Takes it.</summary>
    /// <param name="parts">The folder of all parts; made where it is missing.</param>
    /// <param name="shard">Which part.</param>
    /// <exception cref="InputException">The folder cannot be written, or another process has the part.</exception>
    public ShardClaim(string parts, Shard shard)
    {
        _parts = parts;
        try
        {
            Directory.CreateDirectory(parts);
            _lock = new FileStream(Path.Combine(parts, $"{shard}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{parts}' cannot be written, or another process works on {shard}: {error.Message}", error);
        }

        foreach (string left in Directory.EnumerateDirectories(parts, $"{shard}.*").Where(path => Leftover().IsMatch(path)))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (!Directory.EnumerateFileSystemEntries(_parts).Any())
        {
            Directory.Delete(_parts);
        }
    }

    // As OutputFolder names what it writes, and what it replaces.
    [GeneratedRegex(@"\.[0-9a-f]{32}\.(part|old)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leftover();
}
