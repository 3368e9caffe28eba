namespace Honnan.Data.Files;

/// <summary>Tells what goes wrong with disks and folders from bugs.</summary>
public static class FileSystemErrors
{
    /// <summary>
    /// A full disk or a folder that may not be written to is no bug, wherever it shows: the message names the file. A
    /// missing file is left out: where users name files, that is told before, and a library may be what is missing.
    /// </summary>
    public static bool IsOne(Exception error) =>
        error is UnauthorizedAccessException or IOException and not (FileNotFoundException or FileLoadException or EndOfStreamException);
}
