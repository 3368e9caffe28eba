using Honnan.Data.Sources;

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
    /// <summary>Reads it from the shards' folder, while processes may be working there.</summary>
    /// <param name="folder">What they write to.</param>
    /// <exception cref="InputException">There is no such folder, nothing of a scoring is in it, or shards of different ones are.</exception>
    public static ScoringProgress Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"no folder '{folder}'; name the one that honnan score writes its shards to");
        }

        // The parts first: a shard that is finished meanwhile is then among the finished, which count in their place.
        Dictionary<int, List<ScoreFile>> begun = [];
        foreach (string parts in Directory.EnumerateDirectories(folder, "*.parts").Order(StringComparer.Ordinal))
        {
            if (Shard.Parse(Path.GetFileNameWithoutExtension(parts)) is { } shard)
            {
                begun[shard.Index] = [.. PartsIn(parts).Select(Opened).OfType<ScoreFile>()];
            }
        }

        List<ScoreFile> finished = [.. Directory.EnumerateFiles(folder, "shard-*.parquet").Order(StringComparer.Ordinal).Select(Opened).OfType<ScoreFile>()];
        finished.ForEach(file => begun.Remove(file.Shard ?? -1));
        ScoreFile[] files = [.. finished, .. begun.Values.SelectMany(parts => parts)];
        if (files.Length == 0)
        {
            throw new InputException($"'{folder}' holds nothing of a scoring yet: no shard has its first part done");
        }

        Check(files, finished);
        int shards = files[0].Identity.Shards;
        HashSet<int> there = [.. finished.Select(file => file.Shard!.Value), .. begun.Keys];
        return new ScoringProgress(
            shards, finished.Count,
            [.. begun.OrderBy(pair => pair.Key).Select(pair => new BegunShard(pair.Key, pair.Value.Sum(file => file.Rows)))],
            [.. Enumerable.Range(0, shards).Where(i => !there.Contains(i))],
            files[0].Identity.Pictures,
            files.Sum(file => file.Rows),
            files.Sum(file => new FileInfo(file.Path) is { Exists: true } kept ? kept.Length : 0),
            files.Max(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file.Path))));
    }

    private static void Check(ScoreFile[] files, List<ScoreFile> finished)
    {
        foreach (ScoreFile file in files)
        {
            if (files[0].Identity.Difference(file.Identity) is { } difference)
            {
                throw new InputException($"'{files[0].Path}' and '{file.Path}' are of different scorings: the first has {difference}; keep the shards of one scoring in a folder");
            }

            if (file.Shard is not { } shard || shard < 0 || shard >= file.Identity.Shards || file.Identity.Shards > Shard.Most)
            {
                throw new InputException($"'{file.Path}' is no shard; keep nothing but the shards of one scoring in a folder");
            }
        }

        if (finished.GroupBy(file => file.Shard).FirstOrDefault(same => same.Count() > 1) is { } twins)
        {
            throw new InputException($"'{twins.First().Path}' and '{twins.Last().Path}' are the same shard, {twins.Key}; keep one of them");
        }
    }

    /// <summary>A shard's parts; none where it was finished this moment.</summary>
    private static string[] PartsIn(string folder)
    {
        try
        {
            return [.. ShardParts.FilesOf(folder)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A file of scores; null where it has gone meanwhile.</summary>
    private static ScoreFile? Opened(string path)
    {
        try
        {
            return ScoreFile.Open(path);
        }
        catch (InputException) when (!File.Exists(path))
        {
            return null;
        }
    }
}
