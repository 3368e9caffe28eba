using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Finds points near each other by a sweep from south to north.</summary>
internal static class NearPoints
{
    /// <summary>Every pair of pictures whose points are within a distance.</summary>
    /// <param name="points">The points.</param>
    /// <param name="kilometres">The distance, up to.</param>
    public static IEnumerable<(int A, int B)> Within(SortedPoints points, double kilometres)
    {
        double band = kilometres / GreatCircle.KilometresPerDegree;
        for (int i = 0; i < points.Count; i++)
        {
            double reach = Reach(points.Latitudes[i], kilometres);
            for (int j = i + 1; j < points.Count && points.Latitudes[j] - points.Latitudes[i] <= band; j++)
            {
                if (!IsBeyond(points.Longitudes[i], points.Longitudes[j], reach) && GreatCircle.Kilometres(points[i], points[j]) <= kilometres)
                {
                    yield return (points.Pictures[i], points.Pictures[j]);
                }
            }
        }
    }

    /// <summary>The pair of a picture of the one set and a picture of the other whose points are nearest to each other; null where a set is empty.</summary>
    public static (int A, int B, double Kilometres)? Nearest(SortedPoints first, SortedPoints second)
    {
        (int A, int B, double Kilometres)? best = null;
        double[] latitudes = second.Latitudes;
        foreach (int place in first.ByPicture)
        {
            GeoPoint point = first[place];
            int start = Array.BinarySearch(latitudes, point.Latitude);
            start = start < 0 ? ~start : start;
            double reach = best is { } soFar ? Reach(point.Latitude, soFar.Kilometres) : double.PositiveInfinity;

            // Outwards from the point's own latitude, until the latitudes alone are further apart than the best pair.
            for (int up = start, down = start - 1; up < latitudes.Length || down >= 0;)
            {
                double north = up < latitudes.Length ? latitudes[up] - point.Latitude : double.PositiveInfinity;
                double south = down >= 0 ? point.Latitude - latitudes[down] : double.PositiveInfinity;
                if (best is { } found && Math.Min(north, south) * GreatCircle.KilometresPerDegree >= found.Kilometres)
                {
                    break;
                }

                int i = north <= south ? up++ : down--;
                if (IsBeyond(point.Longitude, second.Longitudes[i], reach))
                {
                    continue;
                }

                double kilometres = GreatCircle.Kilometres(point, second[i]);
                if (best is null || kilometres < best.Value.Kilometres)
                {
                    best = (first.Pictures[place], second.Pictures[i], kilometres);
                    reach = Reach(point.Latitude, kilometres);
                }
            }
        }

        return best;
    }

    /// <summary>
    /// Degrees of longitude beyond which no point within a distance of one at a latitude lies: by the haversine formula
    /// sin²(d / 2R) ≥ cos φ₁ · cos φ₂ · sin²(Δλ / 2), where φ₂ is at most the distance further from the equator than φ₁.
    /// </summary>
    private static double Reach(double latitude, double kilometres)
    {
        const double Slack = 1e-6; // degrees: rounding errors are far below
        double furthest = Math.Abs(latitude) + (kilometres / GreatCircle.KilometresPerDegree) + Slack;
        if (furthest >= 90)
        {
            return double.PositiveInfinity;
        }

        double cosines = Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(furthest));
        double sine = Math.Sin(Math.Min(kilometres / (2 * GreatCircle.RadiusKm), Math.PI / 2)) / Math.Sqrt(cosines);
        return sine >= 1 ? double.PositiveInfinity : (2 * double.RadiansToDegrees(Math.Asin(sine))) + Slack;
    }

    private static bool IsBeyond(double longitude, double other, double reach)
    {
        double apart = Math.Abs(longitude - other);
        return Math.Min(apart, 360 - apart) > reach;
    }
}
