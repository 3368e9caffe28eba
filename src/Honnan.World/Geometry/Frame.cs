namespace Honnan.World.Geometry;

/// <summary>
/// A thing's own axes on the ground: x to its right, y up, z into its depth, seen from its front. The front looks
/// against z.
/// </summary>
internal sealed class Frame
{
    private readonly double _cos;
    private readonly double _sin;

    /// <param name="origin">Where x, y and z are 0.</param>
    /// <param name="heading">The direction of z: radians from the road's, to the right.</param>
    public Frame(Vector3D origin, double heading)
    {
        Origin = origin;
        Heading = heading;
        (_sin, _cos) = Math.SinCos(heading);
    }

    public Vector3D Origin { get; }

    public double Heading { get; }

    public Vector3D Right => new(_cos, 0, -_sin);

    public Vector3D Depth => new(_sin, 0, _cos);

    public Vector3D At(double x, double y, double z) =>
        new(Origin.X + (x * _cos) + (z * _sin), Origin.Y + y, Origin.Z - (x * _sin) + (z * _cos));

    /// <summary>The frame turned about the vertical through one of its points.</summary>
    public Frame Turned(double x, double z, double by) => new(At(x, 0, z), Heading + by);

    /// <summary>The upright plane through a point whose outer side looks against z (front).</summary>
    public Facet Front(double x, double y, double z) => new(At(x, y, z), Right, Vector3D.Up);

    /// <summary>The upright plane through a point whose outer side looks along z (back); u runs against x.</summary>
    public Facet Back(double x, double y, double z) => new(At(x, y, z), Right * -1, Vector3D.Up);

    /// <summary>The upright plane through a point whose outer side looks along x; u runs along z.</summary>
    public Facet RightSide(double x, double y, double z) => new(At(x, y, z), Depth, Vector3D.Up);

    /// <summary>The upright plane through a point whose outer side looks against x; u runs against z.</summary>
    public Facet LeftSide(double x, double y, double z) => new(At(x, y, z), Depth * -1, Vector3D.Up);

    /// <summary>The level plane through a point, seen from above: u along x, v along z.</summary>
    public Facet Top(double x, double y, double z) => new(At(x, y, z), Right, Depth);
}
