using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

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

    /// <summary>Pictures of the shard.</summary>
    public long Pictures { get; } = input.Names(CancellationToken.None).LongCount(shard.Holds);

    /// <summary>Scores what is not done yet.</summary>
    /// <param name="folder">Where the shard's file goes.</param>
    /// <param name="force">Whether to begin anew, and to replace a shard that is there.</param>
    /// <param name="done">Called with the pictures done.</param>
    /// <param name="stop">Ends the work; what is done of whole groups is kept.</param>
    /// <exception cref="InputException">The folder cannot be written; or the shard is there or was begun by another model, with other settings or of other pictures.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ScoredShard Run(string folder, bool force, Action<long>? done, CancellationToken stop)
    {
        string file = Path.Combine(folder, $"{shard}.parquet");
        if (!force && File.Exists(file))
        {
            return Finished(file, stop);
        }

        long begin = clock.GetTimestamp();
        using var parts = new ShardParts(file, identity, shard, force);
        long before = parts.Rows;
        Score(parts, done, stop);
        if (parts.Rows != Pictures)
        {
            throw new InputException($"the input has changed: {shard} has {Pictures} pictures, and {parts.Rows} were found; begin it anew by --force");
        }

        return new ScoredShard(file, parts.Rows, parts.Join(stop), parts.Rows - before, clock.GetElapsedTime(begin));
    }

    private void Score(ShardParts parts, Action<long>? done, CancellationToken stop)
    {
        var window = new AnswerWindow(input.Pictures(shard.Holds, stop).Skip(checked((int)parts.Rows)));
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
        catch (OperationCanceledException) when (rows.Count >= Step)
        {
            parts.Add(rows[..(rows.Count - (rows.Count % Step))]);
            throw;
        }

        if (rows.Count > 0)
        {
            parts.Add(rows);
        }
    }

    private ScoredShard Finished(string file, CancellationToken stop)
    {
        var there = ScoreFile.Open(file);
        string? difference = there.Difference(identity, shard);
        if (difference is null && Directory.Exists(ShardParts.FolderOf(file)))
        {
            new ShardParts(file, identity, shard, force: true).Dispose(); // a process was killed while it took them away
        }

        return difference is null
            ? new ScoredShard(file, there.Rows, there.Read(stop).LongCount(row => row.Error is not null), 0, TimeSpan.Zero)
            : throw new InputException($"'{file}' is there, of {difference}; name another folder, or replace it by --force");
    }
}
