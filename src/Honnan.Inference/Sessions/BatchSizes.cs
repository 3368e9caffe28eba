namespace Honnan.Inference.Sessions;

/// <summary>
/// Chooses how many views go through the net at once: each number is tried once, and the one that took the least time a
/// view stays. Safe for use by several threads at once.
/// </summary>
internal sealed class BatchSizes
{
    /// <summary>What is tried.</summary>
    public static readonly IReadOnlyList<int> Candidates = [4, 8, 16];

    private readonly Lock _gate = new();
    private readonly Dictionary<int, double> _secondsOfView = [];

    /// <summary>The number to take next: one that was not tried, or the best.</summary>
    public int Next()
    {
        lock (_gate)
        {
            return Candidates.FirstOrDefault(c => !_secondsOfView.ContainsKey(c), Candidates.MinBy(c => _secondsOfView.GetValueOrDefault(c, double.PositiveInfinity)));
        }
    }

    /// <summary>Tells how long a batch took; one that was not full says nothing.</summary>
    public void Took(int size, int views, TimeSpan time)
    {
        if (views != size)
        {
            return;
        }

        lock (_gate)
        {
            double seconds = time.TotalSeconds / views;
            _secondsOfView[size] = Math.Min(seconds, _secondsOfView.GetValueOrDefault(size, double.PositiveInfinity));
        }
    }
}
