namespace Honnan.Inference.Sessions;

/// <summary>
/// Chooses how many views go through the net at once: each number is tried once, and the one that took the least time a
/// pixel stays. Safe for use by several threads at once.
/// </summary>
internal sealed class BatchSizes
{
    /// <summary>What is tried.</summary>
    public static readonly IReadOnlyList<int> Candidates = [4, 8, 16];

    private readonly Lock _gate = new();
    private readonly Dictionary<int, double> _secondsOfPixel = [];

    /// <summary>The number to take next: one that was not tried, or the best.</summary>
    public int Next()
    {
        lock (_gate)
        {
            return Candidates.FirstOrDefault(c => !_secondsOfPixel.ContainsKey(c), Candidates.MinBy(c => _secondsOfPixel.GetValueOrDefault(c, double.PositiveInfinity)));
        }
    }

    /// <summary>Tells how long a batch took; one that was not full says nothing.</summary>
    /// <param name="size">Views that were wanted.</param>
    /// <param name="views">Views that there were.</param>
    /// <param name="area">Pixels of each: views of one run may be of several sizes.</param>
    /// <param name="time">Of all of them.</param>
    public void Took(int size, int views, long area, TimeSpan time)
    {
        if (views != size)
        {
            return;
        }

        lock (_gate)
        {
            double seconds = time.TotalSeconds / views / area;
            _secondsOfPixel[size] = Math.Min(seconds, _secondsOfPixel.GetValueOrDefault(size, double.PositiveInfinity));
        }
    }
}
