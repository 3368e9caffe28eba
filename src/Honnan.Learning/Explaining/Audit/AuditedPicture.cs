using Honnan.Data;
using Honnan.Data.Loading;
using Honnan.Learning.Explaining.Regions;

namespace Honnan.Learning.Explaining.Audit;

/// <summary>A picture, what the model said, and where its evidence lies.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Size">In pixels.</param>
/// <param name="Truth">The true country's place in the model's order.</param>
/// <param name="Guess">The guessed one's.</param>
/// <param name="Evidence">The share of the map on each region that the picture has, by name.</param>
/// <param name="PeakX">Where the map peaks: a share of the width.</param>
/// <param name="PeakY">A share of the height.</param>
internal sealed record AuditedPicture(
    JudgedPicture Picture, PictureSize Size, int Truth, int Guess, IReadOnlyDictionary<string, double> Evidence, double PeakX, double PeakY)
{
    private const int MapHeight = 64;

    public bool Right => Truth == Guess;

    /// <summary>Of an explained picture that could be read.</summary>
    public static AuditedPicture Of(JudgedPicture picture, Explanation explanation, int truth)
    {
        PictureSize size = explanation.Answer.Size;
        var shown = new PictureSize(Math.Max(1, MapHeight * size.Width / size.Height), MapHeight);
        HeatMap map = PictureHeatMap.Compose(size, shown, explanation.Views, explanation.Loading);
        (int x, int y) = map.Peak;
        return new AuditedPicture(
            picture,
            size,
            truth,
            explanation.Class,
            FrameRegions.Of(size).ToDictionary(r => r.Name, r => r.Energy(map)),
            (x + 0.5) / map.Width,
            (y + 0.5) / map.Height);
    }
}
