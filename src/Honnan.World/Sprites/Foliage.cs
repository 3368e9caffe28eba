using Honnan.World.Geometry;

namespace Honnan.World.Sprites;

/// <summary>Crowns of leaves: heaps of clumps, each a ball of dabs, lit from the upper left, dark underneath and inside.</summary>
internal static class Foliage
{
    private static readonly Vector3D ToLight = new Vector3D(-0.45, 0.75, -0.5).Normalized();

    /// <summary>Draws a crown inside an ellipse.</summary>
    /// <param name="pen">Draws.</param>
    /// <param name="x">Its middle, pixels.</param>
    /// <param name="y">Its middle, pixels from the top.</param>
    /// <param name="across">Half its width.</param>
    /// <param name="high">Half its height.</param>
    /// <param name="clumps">Number of clumps.</param>
    /// <param name="clumpSize">Their radius as a share of the half width.</param>
    /// <param name="leaves">Dabs in each.</param>
    /// <param name="leaf">Their length in pixels.</param>
    public static void Crown(SpritePen pen, double x, double y, double across, double high, int clumps, double clumpSize, int leaves, double leaf)
    {
        var centres = new List<Vector3D>();
        while (centres.Count < clumps)
        {
            var point = new Vector3D(pen.Draws.Between(-1.0, 1.0), pen.Draws.Between(-1.0, 1.0), pen.Draws.Between(-1.0, 1.0));
            if (point.Length is < 1 and > 0.35)
            {
                centres.Add(point);
            }
        }

        double size = across * clumpSize;
        foreach (Vector3D centre in centres.OrderByDescending(c => c.Z))
        {
            double clumpX = x + (centre.X * (across - (size * 0.6)));
            double clumpY = y - (centre.Y * (high - (size * 0.5)));
            double toCrown = centre.Dot(ToLight);
            for (int i = 0; i < leaves; i++)
            {
                Vector3D at = Ball(pen);
                double light = 0.50 + (0.24 * at.Dot(ToLight)) + (0.27 * toCrown) - (0.10 * centre.Z) + pen.Draws.Between(-0.09, 0.09);
                pen.Leaf(clumpX + (at.X * size), clumpY - (at.Y * size * 0.85), leaf * pen.Draws.Between(0.6, 1.2), leaf * pen.Draws.Between(0.3, 0.6), pen.Draws.Between(0.0, 180.0), light);
            }
        }
    }

    private static Vector3D Ball(SpritePen pen)
    {
        while (true)
        {
            var point = new Vector3D(pen.Draws.Between(-1.0, 1.0), pen.Draws.Between(-1.0, 1.0), pen.Draws.Between(-1.0, 0.4));
            double length = point.Length;
            if (length < 1)
            {
                return point;
            }
        }
    }
}
