using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Learning.Explaining.Regions;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>A recognised picture and the place in it that speaks most for its country.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Size">Its size in pixels.</param>
/// <param name="Probability">The probability of its country.</param>
/// <param name="X">The place, a share of the picture's width.</param>
/// <param name="Y">A share of its height.</param>
/// <param name="Features">What the net's last stage holds there: [C], of length 1.</param>
internal sealed record SeenPlace(JudgedPicture Picture, PictureSize Size, double Probability, double X, double Y, float[] Features)
{
    private const int MapHeight = 96;
    private static readonly string[] Camera = [FrameRegions.Overlay, FrameRegions.Watermark, FrameRegions.Car];

    /// <summary>How concentrated the whole picture's map is.</summary>
    public double Concentration { get; private init; }

    /// <summary>The share of the map off the camera's regions.</summary>
    public double OffCamera { get; private init; }

    /// <summary>The region of the camera's that the place lies in; null where it lies in none.</summary>
    public string? Region { get; private init; }

    /// <summary>The place of an explained picture; null where it was not recognised, or nothing in it speaks for the country.</summary>
    public static SeenPlace? Of(JudgedPicture picture, Explanation explanation, int truth)
    {
        if (explanation.Answer.Probabilities is not { } probabilities || Ranking.Largest(probabilities) != truth)
        {
            return null;
        }

        ViewMap best = explanation.Views.MaxBy(v => v.Coarse.Values.Max())!;
        (int x, int y) = best.Coarse.Peak;
        if (best.Coarse[x, y] <= 0)
        {
            return null;
        }

        PictureSize size = explanation.Answer.Size;
        var box = ViewPreparer.Box(size, best.View, explanation.Loading);
        double across = (box.Left + ((x + 0.5) / best.Coarse.Width * box.Width)) / size.Width;
        double down = (box.Top + ((y + 0.5) / best.Coarse.Height * box.Height)) / size.Height;
        var shown = new PictureSize(Math.Max(1, MapHeight * size.Width / size.Height), MapHeight);
        HeatMap map = PictureHeatMap.Compose(size, shown, explanation.Views, explanation.Loading);
        FrameRegion[] regions = [.. FrameRegions.Of(size).Where(r => Camera.Contains(r.Name))];
        return new SeenPlace(picture, size, probabilities[truth], across - Math.Floor(across), down, Directions.Unit(best.PeakFeatures!))
        {
            Concentration = MapConcentration.Of(map),
            OffCamera = 1 - Math.Min(1, regions.Sum(r => r.Energy(map))),
            Region = regions.FirstOrDefault(r => r.Contains(across - Math.Floor(across), down))?.Name,
        };
    }
}
