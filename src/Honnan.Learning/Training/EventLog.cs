using Honnan.Data.Files;

namespace Honnan.Learning.Training;

/// <summary>The run's figures as TensorBoard reads them, in one file of events; steps that a resumed run makes again are taken out first.</summary>
internal sealed class EventLog : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    private EventLog(FileStream file, TimeProvider clock) => (_file, _clock) = (file, clock);

    /// <summary>Begins a file, or goes on with one after a step.</summary>
    public static EventLog Begin(string path, long step, TimeProvider clock)
    {
        byte[] kept = step > 0 && File.Exists(path) ? Kept(File.ReadAllBytes(path), step) : [];
        AtomicFile.Write(path, file => file.Write(kept.Length > 0 ? kept : EventRecord.Frame(TrainingEvent.First(Seconds(clock)))));

        // Without a buffer of its own: after a failed write, nothing is left that closing would try to write again.
        return new EventLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0), clock);
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

    /// <summary>The records up to a step; half a record at the end, which a run that was killed leaves, ends them.</summary>
    private static byte[] Kept(byte[] file, long step)
    {
        int end = 0;
        while (EventRecord.TryRead(file.AsSpan(end), out ReadOnlySpan<byte> payload, out int length) && TrainingEvent.StepOf(payload) <= step)
        {
            end += length;
        }

        return file[..end];
    }

    private static double Seconds(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
}
