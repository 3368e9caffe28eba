using Honnan.Data.Files;

namespace Honnan.Learning.Training;

/// <summary>The run's figures as TensorBoard reads them, in one file of events; steps that a resumed run makes again are taken out first.</summary>
internal sealed class EventLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    private EventLog(FileStream file, TimeProvider clock) => (_file, _clock) = (file, clock);

    /// <summary>
    /// Begins a file, or goes on with one after the steps of a log. Rows that the file lacks are added: of a run that was
    /// stopped in a validation or killed, the last ones may be.
    /// </summary>
    public static EventLog Begin(string path, IReadOnlyList<LogRow> rows, TimeProvider clock)
    {
        long step = rows.Count > 0 ? rows[^1].Step : 0;
        (byte[] kept, long last) = step > 0 && File.Exists(path) ? Kept(File.ReadAllBytes(path), step) : ([], 0);
        AtomicFile.Write(path, file => file.Write(kept.Length > 0 ? kept : EventRecord.Frame(TrainingEvent.First(Seconds(clock)))));

        // Without a buffer of its own: after a failed write, nothing is left that closing would try to write again.
        var log = new EventLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0), clock);
        foreach (LogRow row in rows.SkipWhile(r => r.Step <= last))
        {
            log.Add(row);
        }

        return log;
    }

    /// <summary>Adds a row's figures.</summary>
    public void Add(LogRow row)
    {
        var figures = new List<(string Tag, double Value)>
        {
            ("loss/training", row.TrainingLoss), ("top1/training", row.TrainingTop1),
            ("speed/learning_rate", row.LearningRate), ("speed/pictures_per_second", row.PicturesPerSecond),
        };
        if (row.ValidationLoss is { } loss)
        {
            figures.Add(("loss/validation", loss));
            figures.Add(("top1/validation", row.ValidationTop1!.Value));
        }

        _file.Write(EventRecord.Frame(TrainingEvent.Scalars(Seconds(_clock), row.Step, figures)));
    }

    /// <summary>Brings every event to the disk.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The records up to a step, and the last one's; half a record at the end, which a run that was killed leaves, ends them.</summary>
    private static (byte[] Records, long Last) Kept(byte[] file, long step)
    {
        (int end, long last) = (0, 0);
        while (EventRecord.TryRead(file.AsSpan(end), out ReadOnlySpan<byte> payload, out int length) && TrainingEvent.StepOf(payload) is long of && of <= step)
        {
            (end, last) = (end + length, of);
        }

        return (file[..end], last);
    }

    private static double Seconds(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
}
