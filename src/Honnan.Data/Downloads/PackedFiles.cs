using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Honnan.Data.Downloads;

/// <summary>Takes what was downloaded out of its archive.</summary>
internal static class PackedFiles
{
    private const long MostBytes = 1L << 30; // of the one file that is wanted

    /// <summary>Whether the archive was unpacked at an earlier time.</summary>
    public static bool AreThere(Downloadable file, string folder) =>
        file.Only is { } only ? File.Exists(Path.Combine(folder, only.Path)) && Begins(File.ReadAllBytes(Path.Combine(folder, only.Path)), only.Sha256)
        : file.Unpack && File.Exists(Marker(file, folder));

    /// <summary>Unpacks a downloaded archive and removes it; other files stay as they are.</summary>
    /// <exception cref="InputException">It is none, or does not hold what is wanted.</exception>
    public static void Unpack(Downloadable file, string folder, CancellationToken cancellation)
    {
        if (!file.Unpack && file.Only is null)
        {
            return;
        }

        string archive = Path.Combine(folder, file.Path);
        try
        {
            if (file.Only is { } only)
            {
                byte[] wanted = Entries(archive).FirstOrDefault(bytes => Begins(bytes, only.Sha256))
                    ?? throw new InvalidDataException($"no file in it has a SHA-256 that begins with {only.Sha256}");
                Files.AtomicFile.Write(Path.Combine(folder, only.Path), stream => stream.Write(wanted));
            }
            else
            {
                Extract(archive, Path.GetDirectoryName(Path.GetFullPath(archive))!, cancellation);
                File.WriteAllText(Marker(file, folder), "");
            }

            File.Delete(archive);
        }
        catch (InvalidDataException error)
        {
            File.Delete(archive); // it would be taken for right the next time
            throw new InputException($"'{archive}' cannot be unpacked: {OneLine.Of(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{archive}' cannot be unpacked: {OneLine.Of(error)}; it stays, and the next call unpacks it again", error);
        }
    }

    /// <summary>Takes all out beside the archive; each file appears whole or not at all.</summary>
    private static void Extract(string archive, string folder, CancellationToken cancellation)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        string inside = folder + Path.DirectorySeparatorChar;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            string path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
            if (!path.StartsWith(inside, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"the name '{entry.FullName}' leads out of the folder");
            }

            if (entry.Name.Length == 0)
            {
                Directory.CreateDirectory(path);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string part = path + ".part";
            entry.ExtractToFile(part, overwrite: true);
            File.Move(part, path, overwrite: true);
        }
    }

    private static string Marker(Downloadable file, string folder) => Path.Combine(folder, file.Path + ".unpacked");

    private static bool Begins(byte[] bytes, string sha256) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes)).StartsWith(sha256, StringComparison.Ordinal);

    private static IEnumerable<byte[]> Entries(string archive)
    {
        using FileStream stream = File.OpenRead(archive);
        if (stream.ReadByte() == 'P')
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.Length is > 0 and <= MostBytes))
            {
                using Stream content = entry.Open();
                yield return Bytes(content);
            }

            yield break;
        }

        stream.Position = 0;
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry is { DataStream: { } content, Length: > 0 and <= MostBytes })
            {
                yield return Bytes(content);
            }
        }
    }

    private static byte[] Bytes(Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
