using System.IO.Enumeration;

namespace Honnan.Data.Sources;

/// <summary>Picture files that a user names one by one or by their folder. They are read wherever they lie.</summary>
public sealed class PictureFiles : IPictureBytes
{
    private const string Source = "files";

    /// <summary>
    /// The addresses of the named files, and of every picture below the named folders (by its extension, in order of
    /// names; hidden ones and links are passed over). Whether a named file exists is not asked: reading it tells.
    /// </summary>
    /// <exception cref="InputException">A folder cannot be listed, or holds no picture.</exception>
    public static IEnumerable<PictureAddress> Find(IEnumerable<string> paths) => paths.SelectMany(path =>
        Directory.Exists(path) ? Below(path) : [new PictureAddress(Source, path)]);

    /// <inheritdoc/>
    public byte[] Read(PictureAddress address) => SourceRoot.ReadFile(address.File);

    private static PictureAddress[] Below(string folder)
    {
        try
        {
            PictureAddress[] found = [.. FolderFiles.In(folder, deep: true, links: false, passUnreadable: false, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath())
                .Where(PictureExtensions.Fits)
                .Order(StringComparer.Ordinal)
                .Select(file => new PictureAddress(Source, file))];
            return found.Length > 0 ? found : throw new InputException($"folder '{folder}' holds no picture ({PictureExtensions.Listed})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list '{folder}': {error.Message}", error);
        }
    }
}
