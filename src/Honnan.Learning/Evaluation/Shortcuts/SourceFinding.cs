namespace Honnan.Learning.Evaluation.Shortcuts;

/// <summary>A country that is recognised in one source much more often than in another.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Best">The source in which it is recognised most often.</param>
/// <param name="BestRecall">How often: a share of its pictures there.</param>
/// <param name="BestPictures">Its pictures there.</param>
/// <param name="Worst">The source in which it is recognised least often.</param>
/// <param name="WorstRecall">How often.</param>
/// <param name="WorstPictures">Its pictures there.</param>
public sealed record SourceFinding(
    string Country, string Best, double BestRecall, int BestPictures, string Worst, double WorstRecall, int WorstPictures)
{
    private const double Clear = 3; // deviations of the difference, beyond which one among dozens of countries is no chance

    /// <summary>The difference in deviations of a difference of two shares.</summary>
    public double Deviations
    {
        get
        {
            double pooled = ((BestRecall * BestPictures) + (WorstRecall * WorstPictures)) / (BestPictures + WorstPictures);
            double deviation = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / BestPictures) + (1.0 / WorstPictures)));
            return deviation == 0 ? 0 : (BestRecall - WorstRecall) / deviation;
        }
    }

    /// <summary>Whether the difference is larger than sources as such explain.</summary>
    /// <param name="usual">The difference of the two sources over all other countries.</param>
    public bool Suspicious(double usual) => Deviations >= Clear && BestRecall - WorstRecall >= usual + 0.3;
}
