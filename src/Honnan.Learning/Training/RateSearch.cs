namespace Honnan.Learning.Training;

/// <summary>What a search for the learning rate found.</summary>
/// <param name="Trials">In the order of rising α; the loss grew beyond all measure after the last, or the steps were over.</param>
/// <param name="Steepest">α at which the smoothed loss falls fastest (by the logarithm of α): a good one to begin with.</param>
/// <param name="TenthOfLowest">A tenth of α at the lowest smoothed loss: a careful upper bound.</param>
public sealed record RateSearch(IReadOnlyList<RateTrial> Trials, double Steepest, double TenthOfLowest)
{
    private const int Neighbours = 2; // to either side, over which the slope is taken
    private const int Unsettled = 10; // trials at the most, or a quarter of all, that tell a few batches' luck

    private const double Explosion = 4; // times the lowest smoothed loss

    /// <summary>The loss to begin with: the largest smoothed one while a few batches' luck still tells.</summary>
    internal double FirstLoss => Trials.Take(First(Trials.Count) + 1).Max(t => t.Smoothed);

    /// <summary>Whether a search is over: not by the first few, among which a net that has learned already may have a batch that it knows.</summary>
    /// <param name="trials">So far.</param>
    /// <param name="smoothed">The loss of the next.</param>
    /// <param name="steps">Trials that are wanted.</param>
    internal static bool Explodes(IReadOnlyList<RateTrial> trials, double smoothed, int steps) =>
        trials.Skip(First(steps)).Select(t => t.Smoothed).DefaultIfEmpty(double.PositiveInfinity).Min() * Explosion < smoothed;

    /// <summary>Reads the trials.</summary>
    internal static RateSearch Of(IReadOnlyList<RateTrial> trials)
    {
        int first = First(trials.Count);
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

    private static int First(int trials) => Math.Min(Unsettled, trials / 4);
}
