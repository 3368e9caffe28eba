using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>Puts the shards of a scoring together.</summary>
public static class ScoreMerge
{
    /// <summary>The merged file's name in the shards' folder.</summary>
    public const string FileName = "scores.parquet";

    private const int MostTold = 8;

    /// <summary>Writes one file of all rows, shard after shard; one that is there is replaced.</summary>
    /// <param name="folder">The shards' folder.</param>
    /// <param name="file">Where to; null for <see cref="FileName"/> in the folder.</param>
    /// <param name="stop">Ends the work and leaves nothing.</param>
    /// <returns>The file, and what it holds.</returns>
    /// <exception cref="InputException">A shard is missing, unfinished, there twice, or of another model, settings or pictures.</exception>
    public static MergedScores Run(string folder, string? file, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"no folder '{folder}'; name the one that honnan score wrote its shards to");
        }

        file ??= Path.Combine(folder, FileName);
        string[] paths = [.. Directory.EnumerateFiles(folder, "*.parquet").Where(path => Path.GetFullPath(path) != Path.GetFullPath(file) && Path.GetFileName(path) != FileName).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            throw new InputException($"'{folder}' holds no finished shard{Unfinished(folder)}");
        }

        ScoreFile[] shards = Ordered(folder, [.. paths.Select(ScoreFile.Open)]);
        long unreadable = ScoreFile.Write(file, shards[0].Identity, null, shards.SelectMany(shard => shard.Read(stop)));
        return new MergedScores(file, shards.Length, shards[0].Identity.Pictures, unreadable);
    }

    /// <summary>Every shard of a scoring, each once, in order.</summary>
    private static ScoreFile[] Ordered(string folder, ScoreFile[] files)
    {
        ScoreFile first = files[0];
        foreach (ScoreFile file in files)
        {
            string name = Path.GetFileName(file.Path);
            if (first.Identity.Difference(file.Identity) is { } difference)
            {
                throw new InputException($"'{Path.GetFileName(first.Path)}' and '{name}' in '{folder}' are of different scorings: the first has {difference}; keep the shards of one scoring in a folder");
            }
        }

        foreach (ScoreFile file in files)
        {
            string name = Path.GetFileName(file.Path);
            if (file.Shard is not { } index || index < 0 || index >= first.Identity.Shards)
            {
                throw new InputException($"'{name}' in '{folder}' is no shard; keep nothing but the shards of one scoring in a folder");
            }

            if (Array.Find(files, other => other != file && other.Shard == index) is { } twin)
            {
                throw new InputException($"'{name}' and '{Path.GetFileName(twin.Path)}' in '{folder}' are the same shard, {index}; keep one of them");
            }
        }

        int[] missing = [.. Enumerable.Range(0, first.Identity.Shards).Except(files.Select(file => file.Shard!.Value))];
        if (missing.Length > 0)
        {
            throw new InputException(
                $"'{folder}' lacks {missing.Length} of {first.Identity.Shards} shards: {string.Join(", ", missing.Take(MostTold))}{(missing.Length > MostTold ? ", …" : "")}{Unfinished(folder)}");
        }

        long rows = files.Sum(file => file.Rows);
        return rows == first.Identity.Pictures
            ? [.. files.OrderBy(file => file.Shard)]
            : throw new InputException($"the shards in '{folder}' have {rows} pictures together, and the input had {first.Identity.Pictures}; a shard is damaged: make it anew by --force");
    }

    private static string Unfinished(string folder)
    {
        string[] begun = [.. Directory.EnumerateDirectories(folder, "*.parts").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => Shard.Parse(name) is not null).Order(StringComparer.Ordinal)];
        return begun.Length == 0 ? "" : $" (begun, but not finished: {string.Join(", ", begun.Take(MostTold))}{(begun.Length > MostTold ? ", …" : "")}; the same command goes on with it)";
    }
}
