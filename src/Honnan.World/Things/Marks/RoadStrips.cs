using Honnan.World.Geometry;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Marks;

/// <summary>Outlines of strips along the road, on the ground.</summary>
internal static class RoadStrips
{
    /// <summary>The strip between two distances from the road's middle and two places along it.</summary>
    public static Vector2D[] Outline(Road road, double left, double right, double from, double to)
    {
        var steps = new List<double>();
        for (double s = from; s < to; s += Math.Abs(s) < 30 ? 3 : 8)
        {
            steps.Add(s);
        }

        steps.Add(to);
        var outline = new Vector2D[2 * steps.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            double middle = road.MiddleAt(steps[i]);
            outline[i] = new Vector2D(middle + right, steps[i]);
            outline[^(i + 1)] = new Vector2D(middle + left, steps[i]);
        }

        return outline;
    }
}
