using System.Runtime.InteropServices;

namespace Honnan.Data.Files;

/// <summary>Flushes a folder's list of names to the disk, so that a renaming outlasts a power cut.</summary>
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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
