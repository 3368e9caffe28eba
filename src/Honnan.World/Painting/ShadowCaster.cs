using Honnan.World.Geometry;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>Throws shadows of things on the ground, along the sun's rays, and the dim light that every thing has at its foot.</summary>
internal sealed class ShadowCaster(Painter painter)
{
    private const double MaxLength = 30; // metres; longer ones fade into the haze anyway
    private readonly Vector3D _sun = painter.Light.ToSun;

    /// <summary>Whether the sun throws shadows at all.</summary>
    public bool Sharp => painter.Light.Weather != Weather.Overcast;

    /// <summary>The shadow of the convex body around some points.</summary>
    public void Hull(ReadOnlySpan<Vector3D> points)
    {
        if (!Sharp)
        {
            return;
        }

        var cast = new List<Vector2D>();
        foreach (Vector3D point in points)
        {
            double length = Math.Min(point.Y / _sun.Y, MaxLength);
            cast.Add(new Vector2D(point.X - (_sun.X * length), point.Z - (_sun.Z * length)));
        }

        Polygon(ConvexHull.Of(cast), 0.92);
    }

    /// <summary>The shadow of an upright box.</summary>
    public void Box(Frame frame, double left, double right, double front, double back, double height)
    {
        Hull([
            frame.At(left, 0, front), frame.At(right, 0, front), frame.At(right, 0, back), frame.At(left, 0, back),
            frame.At(left, height, front), frame.At(right, height, front), frame.At(right, height, back), frame.At(left, height, back)]);
        Foot(frame, left, right, front, back);
    }

    /// <summary>The dim strip around a box's foot.</summary>
    public void Foot(Frame frame, double left, double right, double front, double back)
    {
        for (int i = 3; i >= 1; i--)
        {
            double wide = 0.16 * i;
            Vector3D[] ring = [frame.At(left - wide, 0, front - wide), frame.At(right + wide, 0, front - wide), frame.At(right + wide, 0, back + wide), frame.At(left - wide, 0, back + wide)];
            painter.Shade(ring, 0.62 - (0.16 * i));
        }
    }

    /// <summary>The shadow of a post.</summary>
    public void Post(Vector3D foot, double height, double radius)
    {
        if (!Sharp)
        {
            return;
        }

        double length = Math.Min(height / _sun.Y, MaxLength);
        var along = new Vector2D(-_sun.X * length, -_sun.Z * length);
        double flat = Math.Max(along.Length, 1e-6);
        var across = new Vector2D(-along.Y / flat * radius, along.X / flat * radius);
        var at = new Vector2D(foot.X, foot.Z);
        Polygon([at + across, at + across + along, at - across + along, at - across], 0.85);
    }

    /// <summary>The shadow of a crown of leaves, ragged, with light coming through.</summary>
    /// <param name="foot">Where the tree stands.</param>
    /// <param name="radius">Of the crown.</param>
    /// <param name="middle">Height of its middle.</param>
    /// <param name="half">Half its height.</param>
    /// <param name="number">Tells crowns apart.</param>
    public void Crown(Vector3D foot, double radius, double middle, double half, int number)
    {
        if (!Sharp)
        {
            Blob(foot.X, foot.Z, radius * 0.8, radius * 0.8, 0, number, 0.30);
            return;
        }

        double length = Math.Min(middle / _sun.Y, MaxLength);
        double flat = Math.Sqrt((_sun.X * _sun.X) + (_sun.Z * _sun.Z));
        double longRadius = Math.Min(radius + (half * flat / _sun.Y * 0.75), 14);
        double heading = Math.Atan2(_sun.X, _sun.Z);
        double x = foot.X - (_sun.X * length);
        double z = foot.Z - (_sun.Z * length);
        Blob(x, z, radius, longRadius, heading, number, 0.62);
        Blob(x, z, radius * 0.74, longRadius * 0.74, heading, number + 7, 0.86);
    }

    private void Blob(double x, double z, double across, double along, double heading, int number, double depth)
    {
        const int Points = 40;
        (double sin, double cos) = Math.SinCos(heading);
        var outline = new Vector2D[Points];
        for (int i = 0; i < Points; i++)
        {
            double angle = Math.Tau * i / Points;
            float ragged = Rasters.NoiseTile.Grain.At((i * 3.7f) + (number * 17), number * 5.3f, 1) - 0.5f;
            double share = 1 + (ragged * 0.55);
            double a = Math.Sin(angle) * across * share;
            double b = Math.Cos(angle) * along * share;
            outline[i] = new Vector2D(x + (a * cos) + (b * sin), z - (a * sin) + (b * cos));
        }

        Polygon(outline, depth);
    }

    private void Polygon(ReadOnlySpan<Vector2D> outline, double depth)
    {
        var points = new Vector3D[outline.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new Vector3D(outline[i].X, 0, outline[i].Y);
        }

        if (outline.Length >= 3)
        {
            painter.Shade(points, depth);
        }
    }
}
