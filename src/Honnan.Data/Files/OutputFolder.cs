namespace Honnan.Data.Files;

/// <summary>
/// A result's folder that appears whole or not at all: everything is written to a folder beside it, which takes
/// the result's name only by <see cref="Commit"/>. Disposed before that, it leaves nothing.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    // Says what kind of result a folder holds, and which entries belong to it: nothing else is ever deleted.
    private const string MarkerName = ".honnan";

    private readonly string _target;
    private readonly string _kind;
    private readonly string[] _caches;
    private readonly MadeFolder _above;
    private bool _committed;

    private OutputFolder(string target, string path, string kind, string[] caches, MadeFolder above) =>
        (_target, Path, _kind, _caches, _above) = (target, path, kind, caches, above);

    /// <summary>Where to write until the commit.</summary>
    public string Path { get; }

    /// <summary>Opens a folder to be written in the place of <paramref name="target"/>.</summary>
    /// <param name="target">The result's name.</param>
    /// <param name="force">
    /// Whether an earlier result of the same kind may be replaced. A folder that holds anything else is never replaced.
    /// </param>
    /// <param name="kind">What is written, in a word or two: "selection".</param>
    /// <param name="caches">Names of folders that may appear in the result later and go with it.</param>
    /// <exception cref="InputException">There is something already that may not be replaced; or the folder cannot be made.</exception>
    public static OutputFolder Create(string target, bool force, string kind, params string[] caches)
    {
        string full = Checked(target, force, kind);
        string beside = $"{full}.{Guid.NewGuid():N}.part";
        MadeFolder above;
        try
        {
            above = new MadeFolder(System.IO.Path.GetDirectoryName(full) ?? full);
            Directory.CreateDirectory(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"output '{target}' cannot be made: {error.Message}", error);
        }

        return new OutputFolder(full, beside, kind, caches, above);
    }

    /// <summary>A path below the folder.</summary>
    public string FilePath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Gives the result its name; a result that was there is replaced.</summary>
    /// <param name="flush">
    /// Whether all of it is brought to the disk first, for what is not made again once it has its name: else a power cut may leave
    /// the name, and files without what was written.
    /// </param>
    /// <exception cref="IOException">There is no room.</exception>
    public void Commit(bool flush = false)
    {
        Mark(Path, _kind, _caches);
        if (flush)
        {
            FolderFlush.FlushAll(Path);
        }

        string? old = null;
        if (Directory.Exists(_target))
        {
            old = $"{_target}.{Guid.NewGuid():N}.old";
            Directory.Move(_target, old);
        }

        try
        {
            Directory.Move(Path, _target);
        }
        catch when (old is not null)
        {
            Directory.Move(old, _target); // the earlier result gets its name back
            throw;
        }

        _committed = true;
        if (flush)
        {
            FolderFlush.Flush(System.IO.Path.GetDirectoryName(_target) ?? _target);
        }

        if (old is not null)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (!_committed && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _above.Dispose();
    }

    /// <summary>The full path of a result's folder that may be written.</summary>
    /// <exception cref="InputException">There is something already that may not be replaced.</exception>
    internal static string Checked(string target, bool force, string kind)
    {
        if (target.Length == 0)
        {
            throw new InputException("the output must name a folder");
        }

        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        if (File.Exists(full))
        {
            throw new InputException($"output '{target}' is a file; name a folder");
        }

        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            ThrowIfNotReplaceable(target, full, force, kind);
        }

        return full;
    }

    /// <summary>Writes down what a folder holds.</summary>
    internal static void Mark(string folder, string kind, params string[] caches)
    {
        string[] entries = [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => System.IO.Path.GetFileName(entry))];
        File.WriteAllLines(System.IO.Path.Combine(folder, MarkerName), [kind, .. entries, .. caches]);
    }

    private static void ThrowIfNotReplaceable(string target, string full, bool force, string kind)
    {
        if (!force)
        {
            throw new InputException($"output '{target}' exists already; name another, or use --force to replace it");
        }

        string marker = System.IO.Path.Combine(full, MarkerName);
        string[] lines = File.Exists(marker) ? File.ReadAllLines(marker) : [];
        if (lines.Length == 0 || lines[0] != kind)
        {
            throw new InputException($"output '{target}' is no {kind} that could be replaced; name another folder");
        }

        string? foreign = Directory.EnumerateFileSystemEntries(full)
            .Select(entry => System.IO.Path.GetFileName(entry))
            .FirstOrDefault(name => name != MarkerName && !lines.Skip(1).Contains(name, StringComparer.Ordinal));
        if (foreign is not null)
        {
            throw new InputException($"output '{target}' also holds '{foreign}', which does not belong to the {kind}; move it away, or name another folder");
        }
    }
}
