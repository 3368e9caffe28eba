using System.Runtime.InteropServices;

namespace Honnan.Data.Files;

/// <summary>Flushes a folder's list of names to the disk, so that a renaming outlasts a power cut; or all that is in the folder, before one.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0; // O_RDONLY, the same on every Unix

    /// <summary>
    /// Flushes where the system can. What it cannot is passed over: the renaming is whole either way, and only how soon
    /// it is on the disk is at stake. NTFS keeps names in its journal and needs no call.
    /// </summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(folder, ReadOnly);
        if (handle >= 0)
        {
            _ = Synchronize(handle);
            _ = Close(handle);
        }
    }

    /// <summary>Flushes every file of a folder and of those below it, and their lists of names.</summary>
    /// <exception cref="IOException">A file cannot be brought to the disk.</exception>
    public static void FlushAll(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            stream.Flush(flushToDisk: true);
        }

        foreach (string below in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Prepend(folder))
        {
            Flush(below);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
