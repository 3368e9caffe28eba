using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>What files must be that are to be the shards of one scoring.</summary>
internal static class ScoreShards
{
    private const string PartsEnding = ".parts";
    private const int Looked = 8; // the shards of an array begin at one moment, with nothing in them yet: not every one looks into all

    /// <summary>
    /// Looks, before a shard is begun, whether what lies in its folder already is of the same scoring: at all names, and at the
    /// metadata of the first other shard that has any, of a few. Of shards that are begun at one moment none sees another; merging looks at all.
    /// </summary>
    /// <param name="store">The folder.</param>
    /// <param name="identity">What the shard is made of.</param>
    /// <param name="shard">Which one.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">It is not.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static void CheckNeighbours(IFileStore store, ScoreIdentity identity, Shard shard, CancellationToken stop)
    {
        if (!store.HasFolder(""))
        {
            return;
        }

        string[] finished = [.. store.List("", deep: false, stop).Select(file => file.Name).Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] begun = [.. store.Folders(stop).Where(name => name.EndsWith(PartsEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var neighbours = new ShardNeighbours(shard, "scoring", store.PathOf);
        foreach ((string name, Shard other) in neighbours.Among(finished.Concat(begun)).Take(Looked))
        {
            string? file = name.EndsWith(PartsEnding, StringComparison.Ordinal) ? ShardParts.FilesOf(store, other, stop).FirstOrDefault() : name;
            if (file is not null && Opened(store, file, stop) is { } there)
            {
                if (there.Identity.Difference(identity) is { } difference)
                {
                    throw neighbours.Different(file, difference);
                }

                return;
            }
        }
    }

    /// <summary>Another shard's file; null where it is damaged, or has gone meanwhile, which is that shard's own trouble.</summary>
    private static ScoreFile? Opened(IFileStore store, string name, CancellationToken stop)
    {
        try
        {
            return ScoreFile.Open(store, name, stop);
        }
        catch (Exception error) when (error is InputException or StoreException { HasChanged: true })
        {
            return null;
        }
    }

    /// <summary>Looks whether all are of one scoring, and none of the finished is there twice. What files say of themselves is not trusted.</summary>
    /// <param name="files">Shards, and parts of such that were begun; at least one.</param>
    /// <param name="finished">Those of them that are whole shards.</param>
    /// <exception cref="InputException">They are not.</exception>
    public static void Check(IReadOnlyList<ScoreFile> files, IEnumerable<ScoreFile> finished)
    {
        ScoreFile first = files[0];
        foreach (ScoreFile file in files)
        {
            if (first.Identity.Difference(file.Identity) is { } difference)
            {
                throw new InputException($"'{first.Path}' and '{file.Path}' are of different scorings: the first has {difference}; keep the shards of one scoring in a folder");
            }

            if (file.Shard is not { } shard || shard < 0 || shard >= file.Identity.Shards || file.Identity.Shards > Shard.Most)
            {
                throw new InputException($"'{file.Path}' is no shard; keep nothing but the shards of one scoring in a folder");
            }
        }

        var there = new Dictionary<int, ScoreFile>();
        foreach (ScoreFile file in finished)
        {
            if (!there.TryAdd(file.Shard!.Value, file))
            {
                throw new InputException($"'{there[file.Shard.Value].Path}' and '{file.Path}' are the same shard, {file.Shard}; keep one of them");
            }
        }
    }
}
