using System.Text;

namespace Honnan.Data.Files;

/// <summary>Files that appear whole or not at all: written beside, flushed to the disk, renamed, and the new name flushed too.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through <paramref name="write"/>; on any error nothing is left, an earlier file stays, and what is told names the file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string beside = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(full)!);
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName == "value")
        {
            // So .NET reports EFBIG: the file system or a limit of the process allows no file as large.
            Forget(beside);
            throw new IOException($"The file would be larger than the file system or the process's limit allows : '{path}'", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && error.Message.Contains(beside, StringComparison.Ordinal))
        {
            Forget(beside);
            string told = error.Message.Replace(beside, path, StringComparison.Ordinal);
            throw error is UnauthorizedAccessException ? new UnauthorizedAccessException(told, error) : new IOException(told, error) { HResult = error.HResult };
        }
        catch
        {
            Forget(beside);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or closed: what went wrong before is told.
        }
    }
}
