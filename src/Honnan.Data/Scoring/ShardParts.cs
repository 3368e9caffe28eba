using System.Globalization;
using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>
/// What is done of a shard: files of its first rows, its next rows, and so on, in a folder beside it that goes when the shard
/// is whole. Taken for one process until disposal.
/// </summary>
internal sealed class ShardParts : IDisposable
{
    private const string LockName = "scoring.lock";
    private const string Beginning = "rows-";
    private const string Ending = ".parquet";

    private readonly string _folder;
    private readonly string _shardFile;
    private readonly ScoreIdentity _identity;
    private readonly Shard _shard;
    private readonly FileStream _claim;
    private readonly List<ScoreFile> _parts = [];

    /// <summary>Takes a shard's folder, and clears away what a process that was killed left half-written.</summary>
    /// <param name="shardFile">The shard's own file.</param>
    /// <param name="identity">What the parts must have been made of.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="force">Whether to begin anew.</param>
    /// <exception cref="InputException">It cannot be made, another process has it, or its parts are of another scoring.</exception>
    public ShardParts(string shardFile, ScoreIdentity identity, Shard shard, bool force)
    {
        (_folder, _shardFile, _identity, _shard) = (FolderOf(shardFile), shardFile, identity, shard);
        try
        {
            Directory.CreateDirectory(_folder);
            _claim = new FileStream(Path.Combine(_folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{_folder}' cannot be written, or another process works on the same shard: {error.Message}", error);
        }

        try
        {
            foreach (string left in Directory.EnumerateFiles(_folder, $"{Beginning}*.part").Concat(Directory.EnumerateFiles(Path.GetDirectoryName(shardFile)!, $"{Path.GetFileName(shardFile)}.*.part")))
            {
                File.Delete(left);
            }

            Find(force);
        }
        catch
        {
            _claim.Dispose();
            throw;
        }
    }

    /// <summary>The folder of a shard's parts.</summary>
    public static string FolderOf(string shardFile) => Path.ChangeExtension(shardFile, ".parts");

    /// <summary>The finished parts in such a folder, in order.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, $"{Beginning}*{Ending}").Order(StringComparer.Ordinal);

    /// <summary>Rows that are done.</summary>
    public long Rows { get; private set; }

    /// <summary>Keeps the next rows.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public void Add(IReadOnlyList<ScoreRow> rows)
    {
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Beginning}{Rows:000000000000}{Ending}"));
        ScoreFile.Write(path, _identity, _shard.Index, rows);
        _parts.Add(new ScoreFile(path, _identity, _shard.Index, rows.Count));
        Rows += rows.Count;
    }

    /// <summary>Makes the shard of its parts, and takes them away; gives the number of pictures that could not be read.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public long Join(CancellationToken stop)
    {
        long unreadable = ScoreFile.Write(_shardFile, _identity, _shard.Index, _parts.SelectMany(part => part.Read(stop)));
        _parts.ForEach(part => File.Delete(part.Path));
        _parts.Clear();
        return unreadable;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _claim.Dispose();
        if (!Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }

    private void Find(bool force)
    {
        foreach (string path in FilesOf(_folder))
        {
            if (force)
            {
                File.Delete(path);
                continue;
            }

            var part = ScoreFile.Open(path);
            if (part.Difference(_identity, _shard) is { } difference)
            {
                throw new InputException($"{_shard} in '{Path.GetDirectoryName(_shardFile)}' was begun with {difference}; go on as it was begun, name another folder, or begin it anew by --force");
            }

            string first = Path.GetFileNameWithoutExtension(path)[Beginning.Length..];
            if (!long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long begin) || begin != Rows)
            {
                throw new InputException($"'{path}' does not follow the part before it, which ends with row {Rows}; begin the shard anew by --force");
            }

            _parts.Add(part);
            Rows += part.Rows;
        }
    }
}
