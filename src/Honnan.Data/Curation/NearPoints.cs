using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Finds points near each other by a sweep from south to north.</summary>
internal static class NearPoints
{
    /// <summary>Every pair within a distance.</summary>
    /// <param name="points">Points with whatever they belong to.</param>
    /// <param name="kilometres">The distance, up to.</param>
    public static IEnumerable<(int A, int B)> Within(IReadOnlyList<(int Picture, GeoPoint Point)> points, double kilometres)
    {
        (int Picture, GeoPoint Point)[] sorted = [.. points.OrderBy(p => p.Point.Latitude).ThenBy(p => p.Picture)];
        double band = kilometres / GreatCircle.KilometresPerDegree;
        for (int i = 0; i < sorted.Length; i++)
        {
            for (int j = i + 1; j < sorted.Length && sorted[j].Point.Latitude - sorted[i].Point.Latitude <= band; j++)
            {
                if (GreatCircle.Kilometres(sorted[i].Point, sorted[j].Point) <= kilometres)
                {
                    yield return (sorted[i].Picture, sorted[j].Picture);
                }
            }
        }
    }

    /// <summary>The pair of a point of the one list and a point of the other that are nearest to each other; null where a list is empty.</summary>
    public static (int A, int B, double Kilometres)? Nearest(
        IReadOnlyList<(int Picture, GeoPoint Point)> first, IReadOnlyList<(int Picture, GeoPoint Point)> second)
    {
        (int A, int B, double Kilometres)? best = null;
        (int Picture, GeoPoint Point)[] sorted = [.. second.OrderBy(p => p.Point.Latitude).ThenBy(p => p.Picture)];
        double[] latitudes = [.. sorted.Select(p => p.Point.Latitude)];
        foreach ((int picture, GeoPoint point) in first)
        {
            int start = Array.BinarySearch(latitudes, point.Latitude);
            start = start < 0 ? ~start : start;

            // Outwards from the point's own latitude, until the latitudes alone are further apart than the best pair.
            for (int up = start, down = start - 1; up < sorted.Length || down >= 0;)
            {
                double north = up < sorted.Length ? latitudes[up] - point.Latitude : double.PositiveInfinity;
                double south = down >= 0 ? point.Latitude - latitudes[down] : double.PositiveInfinity;
                if (best is { } found && Math.Min(north, south) * GreatCircle.KilometresPerDegree >= found.Kilometres)
                {
                    break;
                }

                int i = north <= south ? up++ : down--;
                double kilometres = GreatCircle.Kilometres(point, sorted[i].Point);
                if (best is null || kilometres < best.Value.Kilometres)
                {
                    best = (picture, sorted[i].Picture, kilometres);
                }
            }
        }

        return best;
    }
}
