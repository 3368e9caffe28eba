namespace Honnan.Data.Scoring;

/// <summary>How far a scoring is, over all of its shards.</summary>
/// <param name="Shards">All of them.</param>
/// <param name="Finished">Those that are done.</param>
/// <param name="Begun">Those of which a part is done, or that a process works on, by their numbers.</param>
/// <param name="Waiting">Those of which nothing is there.</param>
/// <param name="Pictures">Of all shards.</param>
/// <param name="Done">Pictures whose rows are kept.</param>
/// <param name="Bytes">What the shards' files and parts take.</param>
/// <param name="LastChange">When the newest of them was written.</param>
public sealed record ScoringProgress(
    int Shards, int Finished, IReadOnlyList<BegunShard> Begun, IReadOnlyList<int> Waiting, long Pictures, long Done, long Bytes, DateTimeOffset? LastChange)
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

        var files = new List<ScoreFile>();
        var begun = new Dictionary<int, long>();
        foreach (string path in Directory.EnumerateFiles(folder, "shard-*.parquet").Order(StringComparer.Ordinal))
        {
            Take(files, path);
        }

        HashSet<int> finished = [.. files.Select(file => file.Shard!.Value)];
        foreach (string parts in Directory.EnumerateDirectories(folder, "shard-*.parts").Order(StringComparer.Ordinal))
        {
            int first = files.Count;
            foreach (string path in ShardParts.FilesOf(parts))
            {
                Take(files, path);
            }

            // Nothing is written yet, or a finished shard's parts are being taken away.
            if (files.Count > first && files[first].Shard is { } shard && !finished.Contains(shard))
            {
                begun[shard] = files.Skip(first).Sum(file => file.Rows);
            }
            else
            {
                files.RemoveRange(first, files.Count - first);
            }
        }

        if (files.Count == 0)
        {
            throw new InputException($"'{folder}' holds nothing of a scoring yet: no shard has its first part done");
        }

        int shards = files[0].Identity.Shards;
        return new ScoringProgress(
            shards, finished.Count,
            [.. begun.OrderBy(pair => pair.Key).Select(pair => new BegunShard(pair.Key, pair.Value))],
            [.. Enumerable.Range(0, shards).Where(shard => !finished.Contains(shard) && !begun.ContainsKey(shard))],
            files[0].Identity.Pictures,
            files.Sum(file => file.Rows),
            files.Sum(file => new FileInfo(file.Path) is { Exists: true } there ? there.Length : 0),
            files.Max(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file.Path))));
    }

    /// <summary>Adds a file, which must be of the scoring that those before are of; one that has gone meanwhile is passed over.</summary>
    private static void Take(List<ScoreFile> files, string path)
    {
        ScoreFile file;
        try
        {
            file = ScoreFile.Open(path);
        }
        catch (InputException) when (!File.Exists(path))
        {
            return; // its shard was finished this moment
        }

        if (files.Count > 0 && files[0].Identity.Difference(file.Identity) is { } difference)
        {
            throw new InputException($"'{files[0].Path}' and '{path}' are of different scorings: the first has {difference}; keep the shards of one scoring in a folder");
        }

        if (file.Shard is not { } shard || shard < 0 || shard >= file.Identity.Shards)
        {
            throw new InputException($"'{path}' is no shard; keep nothing but the shards of one scoring in a folder");
        }

        files.Add(file);
    }
}
