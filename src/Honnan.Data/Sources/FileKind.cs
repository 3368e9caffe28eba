using System.Runtime.InteropServices;

namespace Honnan.Data.Sources;

/// <summary>
/// Tells regular files from pipes, devices and sockets before they are opened: opening a pipe that nobody writes to waits
/// for ever, and reading some devices never ends.
/// </summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeOnly = 1; // STATX_TYPE
    private const int TypeMask = 0xF000; // S_IFMT
    private const int RegularType = 0x8000; // S_IFREG
    private const int FolderType = 0x4000; // S_IFDIR: opening tells of those
    private const int ModeOffset = 28; // of stx_mode in struct statx, the same for every processor

    /// <summary>What a path leads to if it is no regular file, such as "a pipe"; null where it is one, or where that cannot be told.</summary>
    public static string? Irregular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[256];
        if (StatX(CurrentFolder, path, 0, TypeOnly, ref MemoryMarshal.GetReference(status)) != 0)
        {
            return null; // none there, or no right to see it: opening tells
        }

        return (BitConverter.ToUInt16(status[ModeOffset..]) & TypeMask) switch
        {
            RegularType or FolderType => null,
            0x1000 => "a pipe",
            0xC000 => "a socket",
            _ => "a device",
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte status);
}
