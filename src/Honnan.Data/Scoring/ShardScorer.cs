using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// Scores one shard of an input. What is done is kept part by part, so that a process that was killed or interrupted is gone
/// on with; however often that happens, the shard is the same.
/// </summary>
/// <param name="input">The pictures; stays the caller's.</param>
/// <param name="shard">Which of them.</param>
/// <param name="identity">What the shard is made of, with the input's pictures.</param>
/// <param name="countries">The model's, in its order.</param>
/// <param name="ask">Asks the model: gives the answers in the pictures' order.</param>
/// <param name="clock">Tells when a part is to be closed.</param>
public sealed class ShardScorer(
    ScoreInput input, Shard shard, ScoreIdentity identity, IReadOnlyList<CountryCode> countries,
    Func<IEnumerable<PictureAddress>, IPictureBytes, IEnumerable<PictureAnswer>> ask, TimeProvider clock)
{
    /// <summary>Pictures of a part at most.</summary>
    internal const int MostOfPart = 4 * Step;

    // Models take pictures in groups of 64 or 256, and put a group's together to batches by their shapes. A part ends with a
    // group, so that a shard that was gone on with had the same batches, and the same numbers to the last bit.
    internal const int Step = 256;

    private static readonly TimeSpan LongestPart = TimeSpan.FromSeconds(20);

    /// <summary>Pictures of the shard, once they are being scored.</summary>
    public long Pictures { get; private set; }

    /// <summary>Scores what is not done yet.</summary>
    /// <param name="store">Where the shard's file goes; stays the caller's.</param>
    /// <param name="force">Whether to begin anew: a shard that is there goes at once, and what is begun is gone on with without this.</param>
    /// <param name="done">Called with the pictures done.</param>
    /// <param name="stop">Ends the work; what is done of whole groups is kept.</param>
    /// <exception cref="InputException">The folder cannot be written; or the shard is there or was begun, or another one is there, by another model, with other settings or of other pictures.</exception>
    /// <exception cref="StoreException">The input's or the output's store fails; or another process works on the shard.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ScoredShard Run(IFileStore store, bool force, Action<long>? done, CancellationToken stop)
    {
        string file = ShardParts.FileOf(shard);
        if (!force && store.HasFile(file))
        {
            return Finished(store, file, stop);
        }

        if (!force)
        {
            ScoreShards.CheckNeighbours(store, identity, shard, stop); // a scoring that is made anew by force has the old shards beside it
        }

        long begin = clock.GetTimestamp();
        Pictures = input.Names(stop).LongCount(name =>
        {
            stop.ThrowIfCancellationRequested();
            return shard.Holds(name);
        });
        using ShardParts? begun = Begun(store, force, stop);
        if (begun is not { } parts)
        {
            return Finished(store, file, stop);
        }

        if (force)
        {
            store.Delete(file); // or whoever goes on after a killed process would find a finished shard, the old one
        }

        long before = parts.Rows;
        Score(parts, done, stop);
        if (parts.Rows != Pictures)
        {
            throw new InputException($"the input has changed: {shard} has {Pictures} pictures, and {parts.Rows} were found; begin it anew by --force");
        }

        return new ScoredShard(store.PathOf(file), parts.Rows, parts.Join(stop), parts.Rows - before, clock.GetElapsedTime(begin));
    }

    /// <summary>What is done; null where another process has finished the shard, and took the parts away while they were looked at.</summary>
    private ShardParts? Begun(IFileStore store, bool force, CancellationToken stop)
    {
        try
        {
            return new ShardParts(store, identity, shard, force, stop);
        }
        catch (Exception error) when (error is InputException or StoreException && !force && store.HasFile(ShardParts.FileOf(shard)))
        {
            return null;
        }
    }

    private void Score(ShardParts parts, Action<long>? done, CancellationToken stop)
    {
        using var window = new AnswerWindow(input.Pictures(shard.Holds, stop).Skip(checked((int)parts.Rows)), input.LocalPath, stop);
        var rows = new List<ScoreRow>(MostOfPart);
        long begin = clock.GetTimestamp();
        try
        {
            foreach (PictureAnswer answer in ask(window.Take(), window))
            {
                window.Close(answer.Address);
                rows.Add(ScoreRow.Of(answer, countries, identity.Top));
                done?.Invoke(parts.Rows + rows.Count);
                if (rows.Count == MostOfPart || (rows.Count % Step == 0 && clock.GetElapsedTime(begin) > LongestPart))
                {
                    parts.Add(rows);
                    rows.Clear();
                    begin = clock.GetTimestamp();
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or StoreException && rows.Count >= Step)
        {
            parts.Add(rows[..(rows.Count - (rows.Count % Step))]);
            throw;
        }

        if (rows.Count > 0)
        {
            parts.Add(rows);
        }
    }

    private ScoredShard Finished(IFileStore store, string file, CancellationToken stop)
    {
        var there = ScoreFile.Open(store, file, stop);
        string? difference = there.Difference(identity, shard);
        if (difference is null && store.HasFolder(ShardParts.FolderOf(shard)))
        {
            new ShardParts(store, identity, shard, force: true, stop).Dispose(); // a process was killed while it took them away
        }

        return difference is null
            ? new ScoredShard(there.Path, there.Rows, there.Read(stop).LongCount(row => row.Error is not null), 0, TimeSpan.Zero)
            : throw new InputException($"'{there.Path}' is there, of {difference}; name another folder, or replace it by --force");
    }
}
