using System.Text;

namespace Honnan.Data.Files;

/// <summary>Files that appear whole or not at all: written beside, flushed to the disk, renamed, and the new name flushed too.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through <paramref name="write"/>; on any error nothing is left, an earlier file stays, and what is told names the file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName == "value")
        {
            // So .NET reports EFBIG: the file system or a limit of the process allows no file as large.
            File.Delete(beside);
            throw new IOException($"The file would be larger than the file system or the process's limit allows : '{path}'", error);
        }
        catch (Exception error)
        {
            File.Delete(beside);
            if (error is not (IOException or UnauthorizedAccessException) || !error.Message.Contains(beside, StringComparison.Ordinal))
            {
                throw;
            }

            string told = error.Message.Replace(Path.GetFullPath(beside), path, StringComparison.Ordinal).Replace(beside, path, StringComparison.Ordinal);
            throw error is UnauthorizedAccessException ? new UnauthorizedAccessException(told, error) : new IOException(told, error.HResult);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
