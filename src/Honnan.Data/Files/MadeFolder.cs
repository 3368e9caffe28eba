namespace Honnan.Data.Files;

/// <summary>A folder that is made with all those above it; disposed, those that it made and that stayed empty go again.</summary>
internal sealed class MadeFolder : IDisposable
{
    private readonly List<string> _made = [];

    /// <summary>Makes the folder where it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made.</exception>
    public MadeFolder(string path)
    {
        for (string? at = Path.GetFullPath(path); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            _made.Add(at);
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Removes what stayed empty.</summary>
    public void Dispose()
    {
        foreach (string folder in _made.Where(Directory.Exists).TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }
}
