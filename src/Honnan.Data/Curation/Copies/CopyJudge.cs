namespace Honnan.Data.Curation.Copies;

/// <summary>Decides by the detail of two pictures whether they are copies, where hashes have proposed them.</summary>
/// <param name="options">From where on two pictures are copies.</param>
internal sealed class CopyJudge(CopyOptions options)
{
    // A picture is a part of another where all but a hundredth of it (three quarters of a column) lies on the other; and where
    // less than this is left of the whole, it is another picture, such as a panorama's window.
    private const double Whole = 0.99;
    private const double WholeFitted = 0.97; // scales are found to a hundredth or two
    private const double LeastOfTrimmed = 0.7;
    private const double WorthFitting = 0.5;
    private const double LeftToFine = 0.2; // what the finer steps of fitting may add to the correlation
    private const double LeastOverlap = 0.4;
    private const double FullOverlap = 0.75;

    /// <summary>Whether one picture is the other coded, scaled or trimmed anew, how well they agree, and what part they share.</summary>
    /// <param name="first">The picture whose windows were looked for.</param>
    /// <param name="second">The one in which they were found.</param>
    /// <param name="proposals">How one may lie on the other; the first that holds counts.</param>
    /// <returns>Null where they are no copies.</returns>
    public (bool SamePicture, double Correlation, double Shared)? Agreement(GreyBand first, GreyBand second, IEnumerable<CopyProposal> proposals)
    {
        foreach (CopyProposal proposal in proposals)
        {
            // As if nothing had been trimmed first: a small turn looks much like a small trim.
            BandAlignment placed = proposal.At.Unscaled(first).Slid(first, second);
            if (!Agrees(placed))
            {
                placed = proposal.Trim == 0 ? placed : proposal.At.Slid(first, second);
                if (placed.Correlation < WorthFitting)
                {
                    continue;
                }

                placed = placed.Fitted(first, second, options.Correlation - LeftToFine);
            }

            if (Agrees(placed))
            {
                (double ofFirst, double ofSecond) = placed.Coverage(first, second);
                bool same = Math.Max(ofFirst, ofSecond) >= (placed.ScaleY == 1 ? Whole : WholeFitted) && Math.Min(ofFirst, ofSecond) >= LeastOfTrimmed;
                return (same, Math.Min(1, placed.Correlation), Math.Min(1, Math.Max(ofFirst, ofSecond)));
            }
        }

        return null;
    }

    private bool Agrees(BandAlignment at)
    {
        double part = Math.Clamp((at.Overlap - LeastOverlap) / (FullOverlap - LeastOverlap), 0, 1);
        return at.Overlap >= LeastOverlap && at.Correlation >= options.CorrelationOfParts + (part * (options.Correlation - options.CorrelationOfParts));
    }
}
