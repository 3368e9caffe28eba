using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;

namespace Honnan.Data.Sources;

/// <summary>
/// Parquet shards below a folder in the schema of stochastic/random_streetview_images_pano_v0.0.2: <c>image</c> =
/// struct{<c>bytes</c>, <c>path</c>}, <c>country_iso_alpha2</c>, <c>latitude</c>, <c>longitude</c>, all of them strings.
/// A picture's address is its shard's path below the folder, '#', and its row there, from 0.
/// </summary>
/// <remarks>
/// Such shards may hold one row group with one compressed page of all their pictures, so that a single picture costs a
/// pass over half a gigabyte. The first picture asked of a row group therefore copies that group's pictures to a
/// temporary file, which the operating system caches; from then on any picture is one read at a known place.
/// </remarks>
internal sealed class ParquetSource : IPictureSource
{
    private readonly List<ParquetShard> _shards = [];
    private readonly Dictionary<string, int> _shardOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Shard, int Group), SpilledPictures> _spilled = new();
    private readonly Lock _spilling = new();
    private readonly Func<SpillFile> _newSpill;
    private SpillFile? _spill;
    private IOException? _full;

    public ParquetSource(SourceSettings settings)
        : this(settings, () => new SpillFile("the Parquet files' pictures, which take as much as the files"))
    {
    }

    internal ParquetSource(SourceSettings settings, Func<SpillFile> newSpill)
    {
        _newSpill = newSpill;
        var root = new SourceRoot(settings.Path);
        foreach (string name in ShardNames(root.Folder))
        {
            try
            {
                _shardOf.Add(name, _shards.Count);
                _shards.Add(ParquetShard.Open(root.PathOf(name), name));
            }
            catch (InputException error)
            {
                throw new InputException($"'{Path.Combine(root.Folder, name)}': {error.Message}", error);
            }
        }

        if (_shards.Count == 0)
        {
            throw new InputException($"there is no .parquet file below '{root.Folder}'");
        }
    }

    /// <inheritdoc/>
    public long? Count => _shards.Sum(shard => shard.Rows);

    /// <inheritdoc/>
    public IEnumerable<SourceEntry> Entries(CancellationToken cancellation) => _shards.SelectMany(shard => shard.Entries(cancellation));

    /// <inheritdoc/>
    public byte[] Read(string file)
    {
        (int shard, int group, long row) = PlaceOf(file) ?? throw new InputException("there is no such row");
        var key = (shard, group);
        if (!_spilled.TryGetValue(key, out SpilledPictures? pictures))
        {
            lock (_spilling) // one row group at a time: each may hold half a gigabyte in memory
            {
                pictures = _spilled.GetOrAdd(key, _ => Spill(shard, group));
            }
        }

        return pictures.Read(row - _shards[shard].FirstRow(group));
    }

    /// <inheritdoc/>
    public object? BlockOf(string file) => PlaceOf(file) is var (shard, group, _) ? (shard, group) : null;

    /// <inheritdoc/>
    public void Dispose() => _spill?.Dispose();

    private (int Shard, int Group, long Row)? PlaceOf(string file)
    {
        int hash = file.LastIndexOf('#');
        return hash >= 0 && _shardOf.TryGetValue(file[..hash], out int shard)
            && long.TryParse(file.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long row)
            && _shards[shard].GroupOf(row) is { } group
            ? (shard, group, row)
            : null;
    }

    private SpilledPictures Spill(int shard, int group)
    {
        if (_full is not null)
        {
            throw new IOException(_full.Message, _full); // another try would cost another pass over the row group
        }

        try
        {
            return _shards[shard].Spill(group, _spill ??= _newSpill());
        }
        catch (IOException error)
        {
            _full = error;
            throw;
        }
    }

    /// <summary>The Parquet files below a folder, by their paths from there, in order of names.</summary>
    internal static List<string> ShardNames(string folder)
    {
        try
        {
            return FolderFiles.In(folder, deep: true, links: true, passUnreadable: false, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath())
                .Where(path => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list '{folder}': {error.Message}", error);
        }
    }
}
