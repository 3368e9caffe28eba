using Honnan.Data;
using Honnan.Data.Files;

namespace Honnan.Learning.Models;

/// <summary>The pictures that a model has learned from, so that it is not judged by them unknowingly.</summary>
public sealed class LearnedPictures
{
    private const string FileName = "learned.csv";
    private const string Header = "sha256";
    private const int DigestLength = 64;

    private readonly HashSet<string> _digests;

    private LearnedPictures(HashSet<string> digests) => _digests = digests;

    /// <summary>How many there are; copies of a picture count once.</summary>
    public int Count => _digests.Count;

    /// <summary>The SHA-256 of every picture's bytes, in lower-case hexadecimal.</summary>
    public IReadOnlyCollection<string> Digests => _digests;

    /// <summary>Whether a picture's bytes, by their SHA-256 in lower-case hexadecimal, were learned from.</summary>
    public bool Contain(string sha256) => _digests.Contains(sha256);

    /// <summary>Writes <c>learned.csv</c> into a run's folder: the SHA-256 of every picture's bytes, sorted.</summary>
    public static void Write(string folder, IEnumerable<string> digests) => AtomicFile.WriteText(
        Path.Combine(folder, FileName), string.Concat(digests.Distinct().Order(StringComparer.Ordinal).Prepend(Header).Select(line => line + "\n")));

    /// <summary>Reads a run's list; null where it has none.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static LearnedPictures? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(path);
        return lines.Length > 0 && lines[0] == Header && lines.Skip(1).All(line => line.Length == DigestLength && line.All(char.IsAsciiHexDigitLower))
            ? new LearnedPictures([.. lines.Skip(1)])
            : throw new InputException($"'{path}' is damaged: it must list SHA-256 digests below '{Header}'");
    }
}
