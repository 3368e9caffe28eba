using Honnan.Learning.Explaining.Faithfulness;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>How much of a map stays when the picture is changed in ways that change nothing about what it shows.</summary>
public static class MapStability
{
    private const int FewestCells = 3; // of a trimmed map, in each direction

    /// <summary>
    /// The mean rank correlation of the map with those of the mirrored picture, and of the picture without one layer's cell of rows and columns at
    /// either end, each laid where it belongs.
    /// </summary>
    /// <param name="mapper">Makes maps as the one that is judged.</param>
    /// <param name="pictures">[N,3,H,W] in [-1,1]; stays the caller's.</param>
    /// <param name="index">The picture's place in the batch.</param>
    /// <param name="coarse">Its map.</param>
    /// <param name="question">What was asked.</param>
    /// <returns>In [0, 1]; negative correlations count as 0.</returns>
    public static double Of(HeatMapper mapper, Tensor pictures, int index, HeatMap coarse, ClassQuestion question)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor one = pictures.narrow(0, index, 1);
        HeatMap own = coarse.Rectified();
        List<double> correlations = [RankCorrelation.Of(own, Map(mapper, one.flip(3), question).Mirrored())];
        (long height, long width) = (one.shape[2], one.shape[3]);
        (long down, long across) = (height / own.Height, width / own.Width);
        if (own.Width > FewestCells && own.Height > FewestCells && height == down * own.Height && width == across * own.Width)
        {
            foreach (bool end in (bool[])[false, true])
            {
                Tensor trimmed = one.narrow(2, end ? 0 : down, height - down).narrow(3, end ? 0 : across, width - across);
                (int left, int top) = end ? (0, 0) : (1, 1);
                correlations.Add(RankCorrelation.Of(own.Part(left, top, own.Width - 1, own.Height - 1), Map(mapper, trimmed, question)));
            }
        }

        return correlations.Average(c => Math.Max(0, c));
    }

    private static HeatMap Map(HeatMapper mapper, Tensor picture, ClassQuestion question) => mapper.Explain(picture, _ => [question])[0].Coarse.Rectified();
}
