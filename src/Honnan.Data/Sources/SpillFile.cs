using Microsoft.Win32.SafeHandles;

namespace Honnan.Data.Sources;

/// <summary>A temporary file that goes with the process. Appending is for one thread at a time, reading for any.</summary>
internal sealed class SpillFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private long _end;

    public SpillFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"honnan-{Guid.NewGuid():N}.pictures");
        try
        {
            _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path); // without a name it goes even when the process is killed
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"no temporary file can be made in '{Path.GetTempPath()}' (TMPDIR names another place): {error.Message}", error);
        }
    }

    /// <summary>Writes bytes and returns where.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, _end);
        }
        catch (IOException error)
        {
            throw new InputException($"cannot write to '{Path.GetTempPath()}' (TMPDIR names another place): {error.Message}", error);
        }

        long start = _end;
        _end += bytes.Length;
        return start;
    }

    /// <summary>Reads bytes that were written.</summary>
    public byte[] Read(long start, int length)
    {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length)
        {
            int got = RandomAccess.Read(_handle, bytes.AsSpan(read), start + read);
            if (got == 0)
            {
                throw new IOException("the temporary file of pictures was cut off");
            }

            read += got;
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
