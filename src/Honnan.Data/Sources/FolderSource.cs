using System.IO.Enumeration;
using Honnan.Data.Stores;

namespace Honnan.Data.Sources;

/// <summary>
/// A folder of countries: <c>&lt;country&gt;/…/*.jpg|jpeg|png|webp</c>, where the first folder's name is a country's name or
/// code. Other files are listed as refused, except hidden ones and a volume's own <c>lost+found</c>; folders that are links are not entered.
/// </summary>
internal sealed class FolderSource(SourceSettings settings) : IPictureSource
{
    private readonly SourceRoot _root = new(settings.Path);

    /// <inheritdoc/>
    public long? Count => FolderFiles
        .In(_root.Folder, deep: true, links: false, passUnreadable: true, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath())
        .Count(file => System.IO.Path.GetDirectoryName(file) != _root.Folder);

    /// <inheritdoc/>
    public IEnumerable<SourceEntry> Entries(CancellationToken cancellation)
    {
        foreach (DirectoryInfo folder in Sorted(new DirectoryInfo(_root.Folder)).OfType<DirectoryInfo>())
        {
            foreach (SourceEntry entry in Below(folder, folder.Name, folder.Name))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string file) => _root.Read(file);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private IEnumerable<SourceEntry> Below(DirectoryInfo folder, string country, string name)
    {
        if (folder.LinkTarget is not null)
        {
            yield return SourceEntry.Bad(name, country, "a link to a folder, which is not followed");
            yield break;
        }

        List<FileSystemInfo> items = [];
        string? unreadable = null;
        try
        {
            items = Sorted(folder);
        }
        catch (InputException error)
        {
            unreadable = error.Message; // one folder without rights does not cost the others
        }

        if (unreadable is not null)
        {
            yield return SourceEntry.Bad(name, country, unreadable);
        }

        foreach (FileSystemInfo item in items)
        {
            string file = $"{name}/{item.Name}";
            if (item is DirectoryInfo inner)
            {
                foreach (SourceEntry entry in Below(inner, country, file))
                {
                    yield return entry;
                }
            }
            else if (PictureExtensions.Fits(item.Name))
            {
                yield return new SourceEntry(file, country, null, null, null, () => _root.Load(file));
            }
            else
            {
                yield return SourceEntry.Bad(file, country, $"not a {PictureExtensions.Listed} file");
            }
        }
    }

    private static List<FileSystemInfo> Sorted(DirectoryInfo folder)
    {
        try
        {
            return folder.EnumerateFileSystemInfos()
                .Where(item => !StoreNames.IsHidden(item.Name))
                .OrderBy(item => item.Name, StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list '{folder.FullName}': {error.Message}", error);
        }
    }
}
