using System.IO.Enumeration;
using Honnan.Data.Files;
using Honnan.Data.Stores;

namespace Honnan.Data.Sources;

/// <summary>A folder of this system. It need not be there before something is written.</summary>
/// <param name="folder">Its path.</param>
public sealed class LocalFiles(string folder) : IFileStore
{
    private const string LockName = "scoring.lock";

    // What .NET has from the system where a lock is held: ERROR_SHARING_VIOLATION, or EWOULDBLOCK of flock.
    private static readonly int Locked = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    /// <inheritdoc/>
    public string Place => folder;

    /// <inheritdoc/>
    public string? PassedOver => null;

    /// <inheritdoc/>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <inheritdoc/>
    public bool HasFile(string name) => File.Exists(PathOf(name));

    /// <inheritdoc/>
    public bool HasFolder(string folder) => Directory.Exists(PathOf(folder));

    /// <inheritdoc/>
    public IEnumerable<string> Folders(CancellationToken stop) => Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path));

    /// <inheritdoc/>
    public IEnumerable<StoredFile> List(string folder, bool deep, CancellationToken stop)
    {
        var files = new List<StoredFile>();
        try
        {
            foreach (FileInfo file in FolderFiles.In(PathOf(folder), deep, links: false, passUnreadable: false, (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo()))
            {
                if (file.Exists) // else it went this moment
                {
                    files.Add(new StoredFile(Path.GetRelativePath(Place, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length, new DateTimeOffset(file.LastWriteTimeUtc)));
                }
            }
        }
        catch (DirectoryNotFoundException) when (!HasFolder(folder))
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list '{PathOf(folder)}': {error.Message}", error);
        }

        return files;
    }

    /// <inheritdoc/>
    public IStoredContent Open(string name, CancellationToken stop) => new LocalContent(PathOf(name));

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(string name, long most, CancellationToken stop) => Task.FromResult(SourceRoot.ReadFile(PathOf(name), most));

    /// <inheritdoc/>
    public bool Write(string name, bool replace, Action<Stream> write)
    {
        string path = PathOf(name);
        if (!replace && File.Exists(path))
        {
            return false;
        }

        AtomicFile.Write(path, write);
        return true;
    }

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public IDisposable Claim(string folder, string file)
    {
        string path = PathOf(folder);
        FileStream claim;
        try
        {
            Directory.CreateDirectory(path);
            claim = new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error.HResult == Locked
                ? new StoreException($"'{path}': another process works on the same shard; once it has ended, the same command goes on", mayPass: true, error)
                : new InputException($"'{path}' cannot be written: {error.Message}", error);
        }

        try
        {
            string whole = PathOf(file);
            foreach (string left in Directory.EnumerateFiles(path, "*.part").Concat(Directory.EnumerateFiles(Path.GetDirectoryName(whole)!, $"{Path.GetFileName(whole)}.*.part")))
            {
                File.Delete(left);
            }
        }
        catch
        {
            claim.Dispose();
            throw;
        }

        return new Claimed(claim, path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Claimed(FileStream claim, string folder) : IDisposable
    {
        public void Dispose()
        {
            claim.Dispose();
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }
}
