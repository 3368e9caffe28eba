using Microsoft.Win32.SafeHandles;

namespace Honnan.Data.Sources;

/// <summary>
/// A temporary file that goes with the process, in the folder that TMPDIR names. Appending is for one thread at a time,
/// reading for any. What goes wrong is an <see cref="IOException"/>: it is about no single picture, so that nobody may go on
/// to the next.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _what;

    /// <summary>Over an open file, which goes with this.</summary>
    internal SpillFile(SafeFileHandle handle, string what = "pictures") => (_handle, _what) = (handle, what);

    /// <param name="what">What lies in it, in a word or two, for the message where there is no room.</param>
    /// <exception cref="IOException">None can be made.</exception>
    public SpillFile(string what)
    {
        _what = what;
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
            throw new IOException($"no temporary file can be made in '{Path.GetTempPath()}' (TMPDIR names another place): {error.Message}", error);
        }
    }

    /// <summary>Where the next bytes will lie.</summary>
    public long End { get; private set; }

    /// <summary>Writes bytes and returns where.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, End);
        }
        catch (IOException error)
        {
            throw new IOException(
                $"no room in '{Path.GetTempPath()}' for {_what} (TMPDIR names another place): {error.Message}", error);
        }

        long start = End;
        End += bytes.Length;
        return start;
    }

    /// <summary>Reads bytes that were written.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[] Read(long start, int length)
    {
        byte[] bytes = new byte[length];
        Read(start, bytes);
        return bytes;
    }

    /// <summary>Reads as many bytes as are asked for.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void Read(long start, Span<byte> bytes)
    {
        for (int read = 0; read < bytes.Length;)
        {
            int got = RandomAccess.Read(_handle, bytes[read..], start + read);
            read += got > 0 ? got : throw new IOException($"the temporary file of {_what} was cut off");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
