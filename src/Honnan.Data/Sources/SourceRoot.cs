using Honnan.Data.Stores;

namespace Honnan.Data.Sources;

/// <summary>
/// The folder that a source may read from. A name from a file or a listing is joined to it only here: absolute paths,
/// "..", and links that lead out are refused.
/// </summary>
internal sealed class SourceRoot
{
    /// <summary>Larger files are no street pictures, and are not read into memory.</summary>
    public const long MaxFileBytes = 64L << 20;

    private const string Missing = "no such file";

    private readonly string _real;

    public SourceRoot(string folder)
    {
        Folder = System.IO.Path.GetFullPath(folder);
        _real = RealPath(Folder);
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>The absolute path of a file below the folder. Whether it exists is not asked.</summary>
    /// <exception cref="InputException">The reason alone: the name leads out of the folder.</exception>
    public string PathOf(string file)
    {
        if (file.Length == 0 || file.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException("no file name");
        }

        string[] parts = file.Split('/', '\\');
        if (System.IO.Path.IsPathRooted(file) || file.StartsWith('\\') || parts[0].EndsWith(':') || parts.Contains("..", StringComparer.Ordinal))
        {
            throw new InputException(StoreNames.LeadsOutside);
        }

        string path = System.IO.Path.Combine(Folder, file);
        if (LeadsOut(path))
        {
            throw new InputException("link leaves the source's folder");
        }

        return path;
    }

    /// <summary>A file's bytes.</summary>
    /// <exception cref="InputException">The reason alone: none there, too large, not readable, or out of the folder.</exception>
    public byte[] Read(string file) => ReadFile(PathOf(file));

    /// <summary>As <see cref="Read"/>, into an array of the pool, which the caller disposes.</summary>
    public PooledBytes Load(string file) => LoadFile(PathOf(file));

    /// <summary>The bytes of a file by its path, wherever it lies.</summary>
    /// <exception cref="InputException">The reason alone: none there, too large, or not readable.</exception>
    internal static byte[] ReadFile(string path, long most = MaxFileBytes)
    {
        using PooledBytes bytes = LoadFile(path, most);
        return bytes.Span.ToArray();
    }

    private static PooledBytes LoadFile(string path, long most = MaxFileBytes)
    {
        if (FileKind.Irregular(path) is { } kind)
        {
            throw new InputException($"{kind}, not a file");
        }

        PooledBytes? bytes = null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > most)
            {
                throw TooLarge(most);
            }

            bytes = PooledBytes.Rent((int)stream.Length);
            stream.ReadExactly(bytes.Span);
            PooledBytes read = bytes;
            bytes = null;
            return read;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NoSuchFile(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException(Directory.Exists(path) ? "a folder, not a file" : $"cannot be read: {error.Message}", error);
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <summary>What a row says of a file that is larger than its limit, wherever it lies.</summary>
    internal static InputException TooLarge(long most) => new($"larger than {most >> 20} MiB");

    /// <summary>What a row says of a file that is not there, wherever it should lie.</summary>
    internal static InputException NoSuchFile(Exception cause) => new(Missing, cause);

    /// <summary>Whether that is what an error says.</summary>
    internal static bool IsNoSuchFile(InputException error) => error.Message == Missing;

    private bool LeadsOut(string path)
    {
        // Nearly no data set has links: one look at every part of the name finds out, and only then paths are resolved.
        for (string? part = path; part is not null && part.Length > Folder.Length; part = System.IO.Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                string real = RealPath(path);
                return !real.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(_real) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>The path with every link on it resolved.</summary>
    private static string RealPath(string path)
    {
        const int MaxLinks = 40; // what Linux follows; a circle ends here
        string real = System.IO.Path.GetPathRoot(path)!;
        var parts = new Stack<string>(path[real.Length..].Split('/', '\\').Reverse());
        int links = 0;
        while (parts.TryPop(out string? part))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                real = System.IO.Path.GetDirectoryName(real) ?? real;
                continue;
            }

            string next = System.IO.Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new InputException("circle of links");
            }

            if (System.IO.Path.IsPathRooted(target))
            {
                real = System.IO.Path.GetPathRoot(target)!;
                target = target[real.Length..];
            }

            foreach (string step in target.Split('/', '\\').Reverse())
            {
                parts.Push(step);
            }
        }

        return real;
    }
}
