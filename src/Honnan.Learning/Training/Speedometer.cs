namespace Honnan.Learning.Training;

/// <summary>Pictures a second, of the last step and on a moving average, and the time left.</summary>
/// <param name="clock">Whose time.</param>
/// <param name="begun">Steps that were done before.</param>
internal sealed class Speedometer(TimeProvider clock, long begun)
{
    private const double Weight = 0.05; // of the newest step

    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();
    private double _seconds;
    private double _pictures;

    /// <summary>Pictures a second, averaged.</summary>
    public double Average => _seconds > 0 ? _pictures / _seconds : 0;

    /// <summary>Counts a step and gives its pictures a second.</summary>
    public double Tick(int pictures)
    {
        long now = clock.GetTimestamp();
        double seconds = Math.Max(clock.GetElapsedTime(_last, now).TotalSeconds, 1e-9);
        _last = now;
        bool first = _seconds == 0;
        _seconds = first ? seconds : ((1 - Weight) * _seconds) + (Weight * seconds);
        _pictures = first ? pictures : ((1 - Weight) * _pictures) + (Weight * pictures);
        return pictures / seconds;
    }

    /// <summary>Leaves what went by since the last step out of the pictures' speed: a validation is no training.</summary>
    public void Skip() => _last = clock.GetTimestamp();

    /// <summary>Time until all steps are done, if they take as long as those so far, with all that lay between them.</summary>
    public TimeSpan Left(long step, long steps) => clock.GetElapsedTime(_start) * ((double)(steps - step) / Math.Max(1, step - begun));
}
