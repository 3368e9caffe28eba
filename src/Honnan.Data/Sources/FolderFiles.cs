using System.IO.Enumeration;
using Honnan.Data.Stores;

namespace Honnan.Data.Sources;

/// <summary>The files of a folder of this system as all commands see them: no hidden ones, and nothing of a volume's own <c>lost+found</c>.</summary>
internal static class FolderFiles
{
    /// <summary>Lists them in the system's order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="deep">Whether those of all folders below belong to it.</param>
    /// <param name="links">Whether links are followed.</param>
    /// <param name="passUnreadable">Whether folders that cannot be read are passed over; else they are errors.</param>
    /// <param name="make">Makes a result of a file.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public static IEnumerable<T> In<T>(string folder, bool deep, bool links, bool passUnreadable, FileSystemEnumerable<T>.FindTransform make) => new FileSystemEnumerable<T>(
        folder, make,
        new EnumerationOptions { RecurseSubdirectories = deep, IgnoreInaccessible = passUnreadable, AttributesToSkip = FileAttributes.Hidden | (links ? FileAttributes.None : FileAttributes.ReparsePoint) })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.FileName.SequenceEqual(StoreNames.LostAndFound),
    };
}
