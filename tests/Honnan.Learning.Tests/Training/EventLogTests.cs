using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class EventLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.At("events");

    [Fact]
    public void Begin_AfterAKill_DropsLaterStepsAndHalfARecord()
    {
        Write(0, 1, 2, 3, 4);
        using (FileStream file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - 5); // step 4 is cut
        }

        Assert.Equal([0, 1, 2, 3], Steps());
        Write(2, 3);
        Assert.Equal([0, 1, 2, 3], Steps());
        Write(0, 1);
        Assert.Equal([0, 1], Steps());
    }

    [Fact]
    public void Begin_FileIsGone_WritesTheLogsRowsAnew()
    {
        Write(5, 6);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Steps());
    }

    [Fact]
    public void Begin_LastStepsAreLost_AddsThemFromTheLog()
    {
        Write(0, 1, 2, 3, 4);
        using (FileStream file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - 5); // step 4 is cut
        }

        Write(4, 5);

        Assert.Equal([0, 1, 2, 3, 4, 5], Steps());
    }

    private void Write(long after, params long[] steps)
    {
        using var log = EventLog.Begin(Path, [.. Enumerable.Range(1, (int)after).Select(step => Row(step))], TimeProvider.System);
        foreach (long step in steps)
        {
            log.Add(Row(step));
        }

        log.Flush();
    }

    private static LogRow Row(long step) => new(step, 1, 1e-3, 2.5, 0.5, step % 2 == 0 ? 3 : null, step % 2 == 0 ? 0.25 : null, 10);

    private List<long> Steps()
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(Path);
        var steps = new List<long>();
        while (EventRecord.TryRead(rest, out ReadOnlySpan<byte> payload, out int length))
        {
            steps.Add(TrainingEvent.StepOf(payload));
            rest = rest[length..];
        }

        return steps;
    }
}
