using Honnan.Data;
using Microsoft.Win32.SafeHandles;

namespace Honnan.Learning.Weights;

/// <summary>A file opened for reading at any place, by any thread; knows its name, so that errors can tell it.</summary>
internal sealed class FileBytes : IDisposable
{
    /// <summary>How much of a tensor is read at once, in bytes.</summary>
    private const int ChunkSize = 1 << 20;

    private readonly SafeFileHandle _handle;

    private FileBytes(string path, SafeFileHandle handle) =>
        (Path, _handle, Length) = (path, handle, RandomAccess.GetLength(handle));

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The file's length in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static FileBytes Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            return new FileBytes(path, handle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            handle?.Dispose();
            string why = Directory.Exists(path) ? "it is a folder, not a file" : error.Message;
            throw new InputException($"cannot read '{path}': {why}", error);
        }
    }

    /// <summary>Text from a file, fit for one line of an error message: quoted, without control characters, at most 80 letters.</summary>
    public static string Quoted(string text)
    {
        string shown = text.Length <= 80 ? text : text[..80] + "…";
        return $"'{string.Concat(shown.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? '?' : letter))}'";
    }

    /// <summary>The error that says <paramref name="what"/> is wrong in this file.</summary>
    public InputException Damaged(string what) => new($"cannot read '{Path}': {what}");

    /// <summary>Fills <paramref name="bytes"/> from <paramref name="offset"/>.</summary>
    /// <exception cref="InputException">The file ends before, or cannot be read.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                int read = RandomAccess.Read(_handle, bytes, offset);
                if (read == 0)
                {
                    throw Damaged("it ends before its last tensor");
                }

                offset += read;
                bytes = bytes[read..];
            }
        }
        catch (IOException error)
        {
            throw new InputException($"cannot read '{Path}': {error.Message}", error);
        }
    }

    /// <summary>The bytes of a range in chunks of about a MiB; all chunks share one buffer.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks(long offset, long count)
    {
        byte[] buffer = new byte[Math.Min(count, ChunkSize)];
        for (long end = offset + count; offset < end;)
        {
            int length = (int)Math.Min(ChunkSize, end - offset);
            Read(offset, buffer.AsSpan(0, length));
            yield return buffer.AsMemory(0, length);
            offset += length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
