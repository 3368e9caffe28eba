namespace Honnan.Learning.Training;

/// <summary>Pictures a second, of the last step and on a moving average.</summary>
internal sealed class Speedometer(TimeProvider clock)
{
    private const double Weight = 0.05; // of the newest step

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

    /// <summary>Leaves what went by since the last step out of account: a validation is no training.</summary>
    public void Skip() => _last = clock.GetTimestamp();

    /// <summary>Time for so many more steps.</summary>
    public TimeSpan Left(long steps) => TimeSpan.FromSeconds(steps * _seconds);
}
