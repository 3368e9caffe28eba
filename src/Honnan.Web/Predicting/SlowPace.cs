namespace Honnan.Web.Predicting;

/// <summary>How long slow pictures take, one after another: after that time a place among them is free. Safe for use by several threads.</summary>
internal sealed class SlowPace
{
    private const double Most = 60; // seconds that anybody is told to wait
    private const double Weight = 0.3; // of the last one against those before
    private readonly Lock _gate = new();
    private double? _seconds;

    /// <summary>Seconds after which to ask again; 5 until one has been timed.</summary>
    public int RetryAfter
    {
        get
        {
            lock (_gate)
            {
                return (int)Math.Ceiling(Math.Clamp(_seconds ?? 5, 1, Most));
            }
        }
    }

    /// <summary>Counts one that has been answered.</summary>
    public void Took(TimeSpan time)
    {
        lock (_gate)
        {
            _seconds = _seconds is { } before ? before + (Weight * (time.TotalSeconds - before)) : time.TotalSeconds;
        }
    }
}
