using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Honnan.Data.Tests.Files;

/// <summary>What Linux tells of files' pages in memory (cachestat, since 6.5).</summary>
internal static partial class PageCache
{
    private const long CacheStat = 451; // the call's number, the same for every processor

    /// <summary>Pages of a file that are not on the disk yet. The test is skipped where the system does not tell.</summary>
    public static long Unwritten(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux alone tells it");
        using SafeFileHandle file = File.OpenHandle(path);
        Span<long> range = [0, 0]; // to the end
        Span<long> pages = stackalloc long[5]; // cached, dirty, being written, evicted, lately evicted
        long answer = Call(CacheStat, file, ref range[0], ref pages[0], 0);
        Assert.SkipUnless(answer == 0, "this system does not tell which pages are on the disk");
        return pages[1] + pages[2];
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long Call(long number, SafeFileHandle file, ref long range, ref long pages, uint flags);
}
