namespace Honnan.Data.Files;

/// <summary>
/// A result's folder that appears whole or not at all: everything is written to a folder beside it, which takes
/// the result's name only by <see cref="Commit"/>. Disposed before that, it leaves nothing.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _target;
    private bool _committed;

    private OutputFolder(string target, string path) => (_target, Path) = (target, path);

    /// <summary>Where to write until the commit.</summary>
    public string Path { get; }

    /// <summary>Opens a folder to be written in the place of <paramref name="target"/>.</summary>
    /// <exception cref="InputException">There is a result already, and <paramref name="force"/> is not set; or it cannot be made.</exception>
    public static OutputFolder Create(string target, bool force)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        if (File.Exists(full))
        {
            throw new InputException($"output '{target}' is a file; name a folder");
        }

        if (!force && Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new InputException($"output '{target}' exists already; name another, or use --force to replace it");
        }

        string beside = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"output '{target}' cannot be made: {error.Message}", error);
        }

        return new OutputFolder(full, beside);
    }

    /// <summary>A path below the folder.</summary>
    public string FilePath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Gives the result its name; a result that was there is replaced.</summary>
    public void Commit()
    {
        string? old = null;
        if (Directory.Exists(_target))
        {
            old = $"{_target}.{Guid.NewGuid():N}.old";
            Directory.Move(_target, old);
        }

        Directory.Move(Path, _target);
        _committed = true;
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
    }
}
