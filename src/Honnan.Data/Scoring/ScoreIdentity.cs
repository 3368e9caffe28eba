using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Honnan.Data.Configuration;

namespace Honnan.Data.Scoring;

/// <summary>What all parts of a scoring have in common: of which pictures, by which model, and how. It stands in each part's metadata.</summary>
public sealed record ScoreIdentity
{
    private const int CurrentVersion = 1;

    /// <summary>Of the columns and of the way to shards.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>SHA-256 of the model's files.</summary>
    public required string Model { get; init; }

    /// <summary>The type of the convolutions' arithmetic, of a run; null for exported models, which have their own.</summary>
    public string? Precision { get; init; }

    /// <summary>What a game has drawn over the pictures, if it is covered on demand.</summary>
    public string? Overlay { get; init; }

    /// <summary>Countries in a row.</summary>
    public required int Top { get; init; }

    /// <summary>Parts.</summary>
    public required int Shards { get; init; }

    /// <summary>Pictures of all parts.</summary>
    public long Pictures { get; init; }

    /// <summary>SHA-256 of all their names in the input's order, each followed by a zero byte.</summary>
    public string Names { get; init; } = "";

    /// <summary>The same with the pictures of an input.</summary>
    /// <exception cref="InputException">It cannot be read, or holds no picture.</exception>
    public ScoreIdentity Of(ScoreInput input, CancellationToken stop)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long pictures = 0;
        foreach (string name in input.Names(stop))
        {
            if ((pictures++ & 0xFFF) == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            digest.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
        }

        if (pictures == 0)
        {
            throw new InputException(input.LocalPath is { } path ? $"input '{path}' holds no picture" : "the input holds no picture");
        }

        return this with { Pictures = pictures, Names = Convert.ToHexStringLower(digest.GetHashAndReset()) };
    }

    /// <summary>What differs from another, in words; null where nothing does.</summary>
    internal string? Difference(ScoreIdentity other)
    {
        IEnumerable<string?> differences =
        [
            Version == other.Version ? null : $"version {Version}, not {other.Version}",
            Model == other.Model ? null : $"another model ({Short(Model)}, not {Short(other.Model)})",
            Precision == other.Precision ? null : $"--precision {Precision ?? "none"}, not {other.Precision ?? "none"}",
            Overlay == other.Overlay ? null : $"--overlay {Overlay ?? "none"}, not {other.Overlay ?? "none"}",
            Top == other.Top ? null : $"--top {Number(Top)}, not {Number(other.Top)}",
            Shards == other.Shards ? null : $"--shards {Number(Shards)}, not {Number(other.Shards)}",
            Pictures == other.Pictures && Names == other.Names ? null : $"other pictures ({(Pictures == other.Pictures ? $"as many, {Number(Pictures)}, by other names" : $"{Number(Pictures)} of them, not {Number(other.Pictures)}")})",
        ];
        string[] told = [.. differences.OfType<string>()];
        return told.Length == 0 ? null : string.Join(", ", told);
    }

    internal string ToJson() => StrictJson.Write(this);

    private static string Short(string digest) => digest[..Math.Min(12, digest.Length)];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
