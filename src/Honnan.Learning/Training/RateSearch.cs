namespace Honnan.Learning.Training;

/// <summary>What a search for the learning rate found.</summary>
/// <param name="Trials">In the order of rising α; the loss grew beyond all measure after the last, or the steps were over.</param>
/// <param name="Steepest">α at which the smoothed loss falls fastest (by the logarithm of α): a good one to begin with.</param>
/// <param name="TenthOfLowest">A tenth of α at the lowest smoothed loss: a careful upper bound.</param>
public sealed record RateSearch(IReadOnlyList<RateTrial> Trials, double Steepest, double TenthOfLowest)
{
    private const int Neighbours = 2; // to either side, over which the slope is taken
    private const int Unsettled = 10; // trials at the most, or a quarter of all, that tell a few batches' luck

    /// <summary>Reads the trials.</summary>
    internal static RateSearch Of(IReadOnlyList<RateTrial> trials)
    {
        int first = Math.Min(Unsettled, trials.Count / 4);
        int steepest = first;
        double fall = double.PositiveInfinity;
        int lowest = Enumerable.Range(first, trials.Count - first).MinBy(i => trials[i].Smoothed);
        for (int i = first; i <= lowest; i++)
        {
            (RateTrial a, RateTrial b) = (trials[Math.Max(0, i - Neighbours)], trials[Math.Min(trials.Count - 1, i + Neighbours)]);
            double slope = (b.Smoothed - a.Smoothed) / Math.Max(1e-12, Math.Log(b.Rate / a.Rate));
            if (slope < fall)
            {
                (fall, steepest) = (slope, i);
            }
        }

        return new RateSearch(trials, trials[steepest].Rate, trials[lowest].Rate / 10);
    }
}
