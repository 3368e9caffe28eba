using System.Collections.Concurrent;
using System.Diagnostics;

namespace Honnan.ObjectStores.Tests;

/// <summary>A clock that runs faster than time does, and keeps what was waited for by it.</summary>
/// <param name="times">How much faster.</param>
internal sealed class HurriedClock(int times) : TimeProvider
{
    /// <summary>Every time that was set, in this clock's own seconds.</summary>
    public ConcurrentQueue<double> Set { get; } = new();

    public override long GetTimestamp() => Stopwatch.GetTimestamp() * times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Set.Enqueue(dueTime.TotalSeconds);
        return new Hurried(System.CreateTimer(callback, state, Hurry(dueTime), period), this);
    }

    private TimeSpan Hurry(TimeSpan time) => time <= TimeSpan.Zero ? time : time / times;

    private sealed class Hurried(ITimer timer, HurriedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Hurry(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
