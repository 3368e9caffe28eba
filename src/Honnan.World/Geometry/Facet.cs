namespace Honnan.World.Geometry;

/// <summary>A plane with its own metres: an origin and two unit vectors at right angles.</summary>
/// <param name="Origin">Where u and v are 0.</param>
/// <param name="U">The direction of u.</param>
/// <param name="V">The direction of v.</param>
internal sealed record Facet(Vector3D Origin, Vector3D U, Vector3D V)
{
    /// <summary>The ground: u to the right of the road, v along it.</summary>
    public static Facet Ground { get; } = new(default, new Vector3D(1, 0, 0), new Vector3D(0, 0, 1));

    /// <summary>The unit vector that sticks out of the side from which v is to the left of u.</summary>
    public Vector3D Normal { get; } = V.Cross(U);

    public Vector3D At(double u, double v) => Origin + (U * u) + (V * v);

    /// <summary>Whether the plane's outer side is seen from a point.</summary>
    public bool Faces(Vector3D eye) => Normal.Dot(eye - Origin) > 1e-6;

    /// <summary>The same plane with u and v counted from another of its points.</summary>
    public Facet MovedTo(double u, double v) => new(At(u, v), U, V);
}
