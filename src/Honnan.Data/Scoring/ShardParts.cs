using System.Globalization;
using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// What is done of a shard: files of its first rows, its next rows, and so on, in a folder beside it that goes when the shard
/// is whole. Taken for one process until disposal, where the store can keep others off; where it cannot, what one process has
/// written is never written over by another.
/// </summary>
internal sealed class ShardParts : IDisposable
{
    private const string Beginning = "rows-";
    private const string Ending = ".parquet";

    private readonly IFileStore _store;
    private readonly string _folder;
    private readonly string _shardFile;
    private readonly ScoreIdentity _identity;
    private readonly Shard _shard;
    private readonly bool _force;
    private readonly IDisposable _claim;
    private readonly List<ScoreFile> _parts = [];

    /// <summary>Takes a shard's folder, and clears away what a process that was killed left half-written.</summary>
    /// <param name="store">Where the shard's file and its parts lie.</param>
    /// <param name="identity">What the parts must have been made of.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="force">Whether to begin anew, and to replace a shard that is there.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">It cannot be made, or its parts are of another scoring.</exception>
    /// <exception cref="StoreException">The store fails; or another process has the folder, or takes the parts away.</exception>
    public ShardParts(IFileStore store, ScoreIdentity identity, Shard shard, bool force, CancellationToken stop)
    {
        (_store, _folder, _shardFile, _identity, _shard, _force) = (store, FolderOf(shard), FileOf(shard), identity, shard, force);
        _claim = store.Claim(_folder, _shardFile);
        try
        {
            Find(force, stop);
        }
        catch
        {
            _claim.Dispose();
            throw;
        }
    }

    /// <summary>A shard's file.</summary>
    public static string FileOf(Shard shard) => $"{shard}{Ending}";

    /// <summary>The folder of a shard's parts.</summary>
    public static string FolderOf(Shard shard) => $"{shard}.parts";

    /// <summary>The finished parts of a shard, in order.</summary>
    public static IEnumerable<string> FilesOf(IFileStore store, Shard shard, CancellationToken stop) => store.List(FolderOf(shard), deep: false, stop)
        .Select(file => file.Name)
        .Where(name => Path.GetFileName(name).StartsWith(Beginning, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Rows that are done.</summary>
    public long Rows { get; private set; }

    /// <summary>Keeps the next rows.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    /// <exception cref="StoreException">The store fails, or another process has kept other rows of the shard meanwhile.</exception>
    public void Add(IReadOnlyList<ScoreRow> rows)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_folder}/{Beginning}{Rows:000000000000}{Ending}");
        if (ScoreFile.Write(_store, name, replace: false, _identity, _shard.Index, rows) is null && !Undisturbed(() => IsThere(name, rows.Count, CancellationToken.None)))
        {
            throw Another(name);
        }

        _parts.Add(new ScoreFile(_store, name, _identity, _shard.Index, rows.Count));
        Rows += rows.Count;
    }

    /// <summary>Makes the shard of its parts, and takes them away; gives the number of pictures that could not be read.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    /// <exception cref="StoreException">The store fails, or another process has made another shard meanwhile.</exception>
    public long Join(CancellationToken stop)
    {
        long unreadable = Undisturbed(() => Make(stop)
            ?? (IsThere(_shardFile, Rows, stop) ? ScoreFile.Open(_store, _shardFile, stop).Read(stop).LongCount(row => row.Error is not null) : throw Another(_shardFile)));
        _parts.ForEach(part => _store.Delete(part.Name));
        _parts.Clear();
        return unreadable;
    }

    /// <inheritdoc/>
    public void Dispose() => _claim.Dispose();

    /// <summary>Makes the shard; null where another process has made it since this one began, and so has taken the parts away, or is about to.</summary>
    private long? Make(CancellationToken stop)
    {
        if (!_force && _store.HasFile(_shardFile))
        {
            return null;
        }

        try
        {
            return ScoreFile.Write(_store, _shardFile, _force, _identity, _shard.Index, _parts.SelectMany(part => part.Read(stop)));
        }
        catch (Exception error) when (IsGone(error) && !_force && _store.HasFile(_shardFile))
        {
            return null;
        }
    }

    /// <summary>Reads what another process may take away meanwhile.</summary>
    /// <exception cref="StoreException">One does.</exception>
    private T Undisturbed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsGone(error))
        {
            throw new StoreException($"another process works on {_shard}: {error.Message}; the same command goes on with what is there", mayPass: true, error);
        }
    }

    /// <summary>Whether an error says that a file that was there is no more, or is another.</summary>
    private static bool IsGone(Exception error) =>
        error is StoreException { HasChanged: true } || (error is InputException { InnerException: InputException cause } && SourceRoot.IsNoSuchFile(cause));

    /// <summary>Whether the very rows are there that were to be written: by this process, where the answer was lost, or by another. What they are follows from what a file says of itself.</summary>
    private bool IsThere(string name, long rows, CancellationToken stop)
    {
        var there = ScoreFile.Open(_store, name, stop);
        return there.Rows == rows && there.Difference(_identity, _shard) is null;
    }

    private StoreException Another(string name) => new($"another process works on {_shard}: it has written '{_store.PathOf(name)}' meanwhile; the same command goes on with what is there", mayPass: true);

    private void Find(bool force, CancellationToken stop)
    {
        foreach (string name in FilesOf(_store, _shard, stop))
        {
            if (force)
            {
                _store.Delete(name);
                continue;
            }

            ScoreFile part = Undisturbed(() => ScoreFile.Open(_store, name, stop));
            if (part.Difference(_identity, _shard) is { } difference)
            {
                throw new InputException($"{_shard} in '{_store.Place}' was begun with {difference}; go on as it was begun, name another folder, or begin it anew by --force");
            }

            string first = Path.GetFileNameWithoutExtension(name)[Beginning.Length..];
            if (!long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long begin) || begin != Rows)
            {
                throw new InputException($"'{part.Path}' does not follow the part before it, which ends with row {Rows}; begin the shard anew by --force");
            }

            _parts.Add(part);
            Rows += part.Rows;
        }
    }
}
