namespace Honnan.Learning.Training;

/// <summary>Pictures a second, of the last step and over the last few, and the time left.</summary>
/// <param name="clock">Whose time.</param>
/// <param name="begun">Steps that were done before.</param>
internal sealed class Speedometer(TimeProvider clock, long begun)
{
    private readonly Queue<(int Pictures, double Seconds)> _recent = new();
    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <summary>Pictures a second over the last <see cref="RunEnd.Recent"/> steps.</summary>
    public double Average => _recent.Count > 0 ? _recent.Sum(s => s.Pictures) / _recent.Sum(s => s.Seconds) : 0;

    /// <summary>Counts a step and gives its pictures a second.</summary>
    public double Tick(int pictures)
    {
        long now = clock.GetTimestamp();
        double seconds = Math.Max(clock.GetElapsedTime(_last, now).TotalSeconds, 1e-9);
        _last = now;
        if (_recent.Count == RunEnd.Recent)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue((pictures, seconds));
        return pictures / seconds;
    }

    /// <summary>Leaves what went by since the last step out of the pictures' speed: a validation is no training.</summary>
    public void Skip() => _last = clock.GetTimestamp();

    /// <summary>Time until all steps are done, if they take as long as those so far, with all that lay between them.</summary>
    public TimeSpan Left(long step, long steps) => clock.GetElapsedTime(_start) * ((double)(steps - step) / Math.Max(1, step - begun));
}
