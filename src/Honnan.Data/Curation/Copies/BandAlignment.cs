using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// How one fingerprint lies on another: cell (row, column) of the first on (row · ScaleY + Row, column · ScaleX + Column) of
/// the second, and how well they agree there.
/// </summary>
/// <param name="Column">Columns to the right.</param>
/// <param name="Row">Rows down.</param>
/// <param name="ScaleX">Columns of the second to one of the first.</param>
/// <param name="ScaleY">Rows of the second to one of the first.</param>
internal readonly record struct BandAlignment(double Column, double Row = 0, double ScaleX = 1, double ScaleY = 1)
{
    /// <summary>Correlation of the detail where both have cells (Pearson's), -1 to 1.</summary>
    public double Correlation { get; init; }

    /// <summary>Cells that both have, of the first one's.</summary>
    public double Overlap { get; init; }

    /// <summary>The second one's column for one of the first.</summary>
    public double ColumnOf(int column) => (column * ScaleX) + Column;

    /// <summary>The correlation at this place.</summary>
    public BandAlignment Measured(GreyBand first, GreyBand second)
    {
        (double correlation, int cells) = BandCorrelation.Of(first, second, this);
        int least = PictureFingerprint.Rows * Math.Min(first.To - first.From, second.To - second.From);
        return this with { Correlation = correlation, Overlap = cells / (double)least };
    }

    /// <summary>The same place for the first one's middle, at the same scale.</summary>
    public BandAlignment Unscaled(GreyBand first) => new(Column + ((ScaleX - 1) * (first.From + first.To - 1) / 2));

    /// <summary>Moves sideways by up to a column and a half, in quarters, to where the correlation is highest.</summary>
    public BandAlignment Slid(GreyBand first, GreyBand second)
    {
        BandAlignment best = Measured(first, second);
        foreach (double step in (ReadOnlySpan<double>)[1, 0.5, 0.25])
        {
            BandAlignment left = (best with { Column = best.Column - step }).Measured(first, second);
            BandAlignment right = (best with { Column = best.Column + step }).Measured(first, second);
            best = Better(best, Better(left, right));
        }

        return best;
    }

    /// <summary>
    /// Changes place and scale, one after the other in smaller and smaller steps, to where the correlation is highest. Gives up after
    /// a size of steps where it is below the least one: finer ones add little.
    /// </summary>
    public BandAlignment Fitted(GreyBand first, GreyBand second, double least)
    {
        BandAlignment best = Measured(first, second);
        double middle = (first.From + first.To) / 2.0;
        for (double step = 1; step >= 0.125 && (step == 1 || best.Correlation >= least); step /= 2)
        {
            for (int round = 0; round < 2; round++)
            {
                best = Better(best, (best with { Column = best.Column - step }).Measured(first, second));
                best = Better(best, (best with { Column = best.Column + step }).Measured(first, second));
                best = Better(best, (best with { Row = best.Row - step }).Measured(first, second));
                best = Better(best, (best with { Row = best.Row + step }).Measured(first, second));
                foreach (double scale in (ReadOnlySpan<double>)[-0.02 * step, 0.02 * step])
                {
                    // Around the middle, so that the scale does not move what fits already.
                    best = Better(best, (best with { ScaleX = best.ScaleX + scale, Column = best.Column - (scale * middle) }).Measured(first, second));
                    best = Better(best, (best with { ScaleY = best.ScaleY + scale, Row = best.Row - (scale * PictureFingerprint.Rows / 2) }).Measured(first, second));
                }
            }
        }

        return best;
    }

    /// <summary>
    /// How much of the first picture's frame lies on the second one's, and the other way round, each 0 to 1: of the whole
    /// frames, not only of the rows and columns that were compared.
    /// </summary>
    public (double First, double Second) Coverage(GreyBand first, GreyBand second)
    {
        double left = ((-0.5) * ScaleX) + Column + 0.5;
        double right = left + (first.Columns * ScaleX);
        double top = (ScaleY * (-PictureFingerprint.FirstRow - 0.5)) + Row + PictureFingerprint.FirstRow + 0.5;
        double bottom = top + (PictureFingerprint.GridRows * ScaleY);
        double width = second.Wraps ? Math.Min(right - left, second.Columns) : Math.Max(0, Math.Min(right, second.Columns) - Math.Max(left, 0));
        if (first.Wraps && !second.Wraps)
        {
            width = Math.Min(second.Columns, right - left); // a window of a panorama
        }

        double shared = width * Math.Max(0, Math.Min(bottom, PictureFingerprint.GridRows) - Math.Max(top, 0));
        return (shared / ((right - left) * (bottom - top)), shared / ((double)second.Columns * PictureFingerprint.GridRows));
    }

    private static BandAlignment Better(BandAlignment a, BandAlignment b) =>
        b.Correlation > a.Correlation && b.Overlap >= 0.9 * a.Overlap ? b : a;
}
