using Honnan.Data.Imaging;
using Honnan.Data.Loading;

namespace Honnan.Data.HeatMaps;

/// <summary>Lays the maps of a picture's views where the views lie in it.</summary>
public static class PictureHeatMap
{
    /// <summary>
    /// The finished map of a whole picture: every view's map without its negative values, scaled to the view's box,
    /// averaged where views overlap (so that a window in which nothing speaks for the country stays pale beside one in
    /// which much does), 0 where there is none, normalised to [0, 1]. For a single view that is the whole picture it is
    /// <see cref="HeatMap.Finished"/>.
    /// </summary>
    /// <param name="stored">The picture's own size in pixels.</param>
    /// <param name="shown">The map's size in pixels.</param>
    /// <param name="views">At least one, none mirrored.</param>
    /// <param name="loading">How the views were taken; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no view.</exception>
    public static HeatMap Compose(PictureSize stored, PictureSize shown, IReadOnlyList<ViewMap> views, LoadingOptions? loading = null)
    {
        if (views.Count == 0)
        {
            throw new ArgumentException("a picture's map needs a view", nameof(views));
        }

        float[] sums = new float[shown.Area];
        int[] covered = new int[shown.Area];
        foreach (ViewMap view in views)
        {
            SourceBox box = ViewPreparer.Box(stored, view.View, loading).Scaled((double)shown.Width / stored.Width, (double)shown.Height / stored.Height);
            (int left, int top) = ((int)Math.Round(box.Left), (int)Math.Round(box.Top));
            int width = Math.Min(shown.Width, Math.Max(1, (int)Math.Round(box.Right) - left));
            int height = Math.Min(shown.Height - top, Math.Max(1, (int)Math.Round(box.Bottom) - top));
            HeatMap map = view.Coarse.Rectified().Resized(width, height);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    int place = ((top + y) * shown.Width) + ((left + x) % shown.Width); // a panorama goes on at its left edge
                    sums[place] += map[x, y];
                    covered[place]++;
                }
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= Math.Max(1, covered[i]);
        }

        return new HeatMap(sums, shown.Width, shown.Height).Normalised();
    }
}
