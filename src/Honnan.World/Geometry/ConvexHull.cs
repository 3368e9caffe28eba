namespace Honnan.World.Geometry;

/// <summary>The smallest convex polygon around points (Andrew's monotone chain).</summary>
internal static class ConvexHull
{
    public static Vector2D[] Of(List<Vector2D> points)
    {
        var sorted = points.OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        var hull = new List<Vector2D>();
        Chain(sorted, hull);
        sorted.Reverse();
        Chain(sorted, hull);
        return [.. hull];
    }

    private static void Chain(List<Vector2D> sorted, List<Vector2D> hull)
    {
        int begun = hull.Count;
        foreach (Vector2D point in sorted)
        {
            while (hull.Count >= begun + 2 && Turn(hull[^2], hull[^1], point) <= 0)
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(point);
        }

        hull.RemoveAt(hull.Count - 1); // the last one begins the other chain
    }

    private static double Turn(Vector2D a, Vector2D b, Vector2D c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
