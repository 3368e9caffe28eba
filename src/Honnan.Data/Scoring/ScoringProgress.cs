using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>How far a scoring is, over all of its shards.</summary>
/// <param name="Shards">All of them.</param>
/// <param name="Finished">Those that are done.</param>
/// <param name="Begun">Those that are not, but were begun, by their numbers.</param>
/// <param name="Waiting">Those of which nothing is there.</param>
/// <param name="Pictures">Of all shards.</param>
/// <param name="Done">Pictures whose rows are kept.</param>
/// <param name="Bytes">What the shards' files and parts take.</param>
/// <param name="LastChange">When the newest of them was written.</param>
public sealed record ScoringProgress(
    int Shards, int Finished, IReadOnlyList<BegunShard> Begun, IReadOnlyList<int> Waiting, long Pictures, long Done, long Bytes, DateTimeOffset LastChange)
{
    private const string PartsEnding = ".parts";

    /// <summary>Reads it from the shards' folder, while processes may be working there.</summary>
    /// <param name="store">What they write to; stays the caller's.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">There is no such folder, nothing of a scoring is in it, or shards of different ones are.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static ScoringProgress Read(IFileStore store, CancellationToken stop)
    {
        string folder = store.Place;
        if (!store.HasFolder(""))
        {
            throw new InputException($"no folder '{folder}'; name the one that honnan score writes its shards to");
        }

        // The parts first: a shard that is finished meanwhile is then among the finished, which count in their place.
        Dictionary<int, List<Found>> begun = [];
        foreach (string parts in store.Folders(stop).Where(name => name.EndsWith(PartsEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (Shard.Parse(Path.GetFileNameWithoutExtension(parts)) is { } shard)
            {
                begun[shard.Index] = [.. In(store, parts, "rows-", stop)];
            }
        }

        List<Found> finished = [.. In(store, "", "shard-", stop)];
        finished.ForEach(found => begun.Remove(found.File.Shard ?? -1));
        Found[] all = [.. finished, .. begun.Values.SelectMany(parts => parts)];
        if (all.Length == 0)
        {
            throw new InputException($"'{folder}' holds nothing of a scoring yet: no shard has its first part done");
        }

        ScoreFile[] files = Array.ConvertAll(all, found => found.File);
        ScoreShards.Check(files, finished.Select(found => found.File));
        int shards = files[0].Identity.Shards;
        HashSet<int> there = [.. finished.Select(found => found.File.Shard!.Value), .. begun.Keys];
        return new ScoringProgress(
            shards, finished.Count,
            [.. begun.OrderBy(pair => pair.Key).Select(pair => new BegunShard(pair.Key, pair.Value.Sum(found => found.File.Rows)))],
            [.. Enumerable.Range(0, shards).Where(i => !there.Contains(i))],
            files[0].Identity.Pictures,
            files.Sum(file => file.Rows),
            all.Sum(found => found.Listed.Length),
            all.Max(found => found.Listed.LastChange));
    }

    /// <summary>The files of scores in a folder, without those that have gone since it was listed.</summary>
    private static IEnumerable<Found> In(IFileStore store, string folder, string beginning, CancellationToken stop)
    {
        foreach (StoredFile listed in store.List(folder, deep: false, stop).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            string name = Path.GetFileName(listed.Name);
            if (name.StartsWith(beginning, StringComparison.Ordinal) && name.EndsWith(".parquet", StringComparison.Ordinal) && Opened(store, listed.Name, stop) is { } file)
            {
                yield return new Found(listed, file);
            }
        }
    }

    /// <summary>A file of scores; null where it has gone meanwhile.</summary>
    private static ScoreFile? Opened(IFileStore store, string name, CancellationToken stop)
    {
        try
        {
            return ScoreFile.Open(store, name, stop);
        }
        catch (InputException) when (!store.HasFile(name))
        {
            return null;
        }
    }

    private readonly record struct Found(StoredFile Listed, ScoreFile File);
}
