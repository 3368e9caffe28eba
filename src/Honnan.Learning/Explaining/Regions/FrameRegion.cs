using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Regions;

/// <summary>A part of the frame in which the camera, its car or a web page leaves its marks, whatever the country.</summary>
/// <param name="Name">A word for tables, such as "watermark".</param>
/// <param name="Title">The same in a sentence, such as "the watermark's strip at the lower edge".</param>
/// <param name="Rectangles">In fractions of the whole picture; they do not overlap.</param>
public sealed record FrameRegion(string Name, string Title, IReadOnlyList<FrameRectangle> Rectangles)
{
    /// <summary>
    /// As much elsewhere, to tell what hiding this region costs from what hiding costs: upside down, or for the whole height, moved aside.
    /// </summary>
    public IReadOnlyList<FrameRectangle> Elsewhere { get; init; } = [.. Rectangles.Select(r => new FrameRectangle(r.Left, 1 - r.Bottom, r.Right, 1 - r.Top))];

    /// <summary>The share of the picture's area.</summary>
    public double Area => Rectangles.Sum(r => (r.Right - r.Left) * (r.Bottom - r.Top));

    /// <summary>Whether a place, in fractions of the picture, lies in it.</summary>
    public bool Contains(double x, double y) => Rectangles.Any(r => x >= r.Left && x < r.Right && y >= r.Top && y < r.Bottom);

    /// <summary>The share of a map's sum that lies in it; each of the map's values counts where its middle lies. 0 for a map of zeros.</summary>
    /// <param name="map">Of the whole picture; no value below 0.</param>
    public double Energy(HeatMap map)
    {
        (double inside, double all) = (0, 0);
        for (int i = 0; i < map.Values.Length; i++)
        {
            all += map.Values[i];
            inside += Contains(((i % map.Width) + 0.5) / map.Width, ((i / map.Width) + 0.5) / map.Height) ? map.Values[i] : 0;
        }

        return all <= 0 ? 0 : inside / all;
    }
}
