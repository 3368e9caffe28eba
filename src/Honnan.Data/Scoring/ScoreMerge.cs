using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>Puts the shards of a scoring together.</summary>
public static class ScoreMerge
{
    /// <summary>The merged file's name in the shards' folder.</summary>
    public const string FileName = "scores.parquet";

    private const int MostTold = 8;

    /// <summary>Writes one file of all rows, shard after shard; an earlier merged file is replaced.</summary>
    /// <param name="store">The shards' folder; stays the caller's.</param>
    /// <param name="target">Where the file goes; stays the caller's.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="force">Whether any other file of that name is replaced, too.</param>
    /// <param name="stop">Ends the work and leaves nothing.</param>
    /// <returns>The file, and what it holds.</returns>
    /// <exception cref="InputException">A shard is missing, unfinished, there twice, or of another model, settings or pictures; or the file is there and no merged one.</exception>
    /// <exception cref="StoreException">A store fails.</exception>
    public static MergedScores Run(IFileStore store, IFileStore target, string file, bool force, CancellationToken stop)
    {
        string folder = store.Place;
        if (!store.HasFolder(""))
        {
            throw new InputException($"no folder '{folder}'; name the one that honnan score wrote its shards to");
        }

        ScoreFile? former = !force && target.HasFile(file) ? Merged(target, file, stop) : null;
        string merged = Full(target, file);
        string[] names = [.. store.List("", deep: false, stop).Select(found => found.Name).Where(name => name.EndsWith(".parquet", StringComparison.Ordinal) && Full(store, name) != merged && name != FileName).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw new InputException($"'{folder}' holds no finished shard{Unfinished(store, stop)}");
        }

        ScoreFile[] shards = Ordered(store, [.. names.Select(name => ScoreFile.Open(store, name, stop))], stop);
        if (former?.Identity.Difference(shards[0].Identity) is { } difference)
        {
            throw new InputException($"output '{target.PathOf(file)}' is merged of another scoring: it has {difference}; name another, or use --force to replace it");
        }

        long unreadable = ScoreFile.Write(target, file, replace: true, shards[0].Identity, null, shards.SelectMany(shard => shard.Read(stop)))!.Value;
        return new MergedScores(target.PathOf(file), shards.Length, shards[0].Identity.Pictures, unreadable);
    }

    /// <summary>What an earlier merging wrote.</summary>
    /// <exception cref="InputException">It is no Parquet, another program's, damaged, or a shard.</exception>
    private static ScoreFile Merged(IFileStore store, string name, CancellationToken stop) => Scored(store, name, stop) is { Shard: null } merged ? merged
        : throw new InputException($"output '{store.PathOf(name)}' exists already, and cannot be read as what honnan score --merge wrote; name another, or use --force to replace it");

    private static ScoreFile? Scored(IFileStore store, string name, CancellationToken stop)
    {
        try
        {
            return ScoreFile.Open(store, name, stop);
        }
        catch (InputException)
        {
            return null; // no Parquet, or another program's
        }
    }

    private static string Full(IFileStore store, string name) => store is LocalFiles ? Path.GetFullPath(store.PathOf(name)) : store.PathOf(name);

    /// <summary>Every shard of a scoring, each once, in order.</summary>
    private static ScoreFile[] Ordered(IFileStore store, ScoreFile[] files, CancellationToken stop)
    {
        string folder = store.Place;
        ScoreFile first = files[0];
        ScoreShards.Check(files, files);
        int[] missing = [.. Enumerable.Range(0, first.Identity.Shards).Except(files.Select(file => file.Shard!.Value))];
        if (missing.Length > 0)
        {
            throw new InputException(
                $"'{folder}' lacks {missing.Length} of {first.Identity.Shards} shards: {string.Join(", ", missing.Take(MostTold))}{(missing.Length > MostTold ? ", …" : "")}{Unfinished(store, stop)}");
        }

        long rows = files.Sum(file => file.Rows);
        return rows == first.Identity.Pictures
            ? [.. files.OrderBy(file => file.Shard)]
            : throw new InputException($"the shards in '{folder}' have {rows} pictures together, and the input had {first.Identity.Pictures}; a shard is damaged: make it anew by --force");
    }

    private static string Unfinished(IFileStore store, CancellationToken stop)
    {
        string[] begun = [.. store.Folders(stop).Where(name => name.EndsWith(".parts", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)).Where(name => Shard.Parse(name) is not null).Order(StringComparer.Ordinal)];
        return begun.Length == 0 ? "" : $" (begun, but not finished: {string.Join(", ", begun.Take(MostTold))}{(begun.Length > MostTold ? ", …" : "")}; the same command goes on with it)";
    }
}
