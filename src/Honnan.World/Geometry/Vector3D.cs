namespace Honnan.World.Geometry;

/// <summary>
/// A point or direction in metres: X to the right of the road at the camera's place, Y up, Z along the road. Plain
/// scalar arithmetic, so that every processor gives the same numbers.
/// </summary>
internal readonly record struct Vector3D(double X, double Y, double Z)
{
    public static Vector3D Up => new(0, 1, 0);

    public double Length => Math.Sqrt(Dot(this));

    /// <summary>The distance from the vertical axis through the origin.</summary>
    public double Horizontal => Math.Sqrt((X * X) + (Z * Z));

    public static Vector3D operator +(Vector3D a, Vector3D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3D operator -(Vector3D a, Vector3D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3D operator *(Vector3D a, double k) => new(a.X * k, a.Y * k, a.Z * k);

    public double Dot(Vector3D other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector3D Cross(Vector3D other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    public Vector3D Normalized() => this * (1 / Length);
}
