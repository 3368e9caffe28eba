using Honnan.Data;
using Honnan.World.Geometry;

namespace Honnan.World.Optics;

/// <summary>
/// A camera that looks level. Panoramas are projected on a cylinder about the vertical, the others on a plane. In both,
/// every column of pixels looks along one vertical half-plane, so that sky, ground and every facet are seen column by
/// column the same way: a pixel's ray is (<see cref="RayX"/>, slope of its row, <see cref="RayZ"/>).
/// </summary>
internal sealed class Camera
{
    /// <summary>
    /// Focal length over the picture's height. A circle of 2π focal lengths is a panorama of 4 heights; the vertical field
    /// of view is then 2·atan(π/4) = 76° where the horizon is in the middle.
    /// </summary>
    public const double FocalPerHeight = 2 / Math.PI;

    private const double Near = 0.2; // metres; what is nearer to a plain camera's plane is cut off
    private const double StepRadians = 0.035; // edges are bent to the cylinder by chords of at most this

    private readonly double _sin;
    private readonly double _cos;

    /// <param name="format">The projection.</param>
    /// <param name="size">The picture.</param>
    /// <param name="position">Where the lens is.</param>
    /// <param name="heading">Where the middle column looks: radians from the road's direction, to the right.</param>
    /// <param name="horizon">The horizon's height, 0 (upper edge) to 1.</param>
    public Camera(WorldFormat format, PictureSize size, Vector3D position, double heading, double horizon)
    {
        Wraps = format == WorldFormat.Panorama;
        Size = size;
        Position = position;
        Heading = heading;
        Focal = size.Height * FocalPerHeight;
        HorizonRow = horizon * size.Height;
        (_sin, _cos) = Math.SinCos(heading);
        RayX = new float[size.Width];
        RayZ = new float[size.Width];
        Lengthening = new float[size.Width];
        Azimuths = new double[size.Width];
        for (int x = 0; x < size.Width; x++)
        {
            double across = (x + 0.5 - (size.Width / 2.0)) / Focal;
            double angle = Wraps ? across : Math.Atan(across);
            Azimuths[x] = heading + angle;
            double length = Wraps ? 1 : Math.Sqrt(1 + (across * across));
            Lengthening[x] = (float)length;
            RayX[x] = (float)(Math.Sin(heading + angle) * length);
            RayZ[x] = (float)(Math.Cos(heading + angle) * length);
        }
    }

    public PictureSize Size { get; }

    public Vector3D Position { get; }

    public double Heading { get; }

    /// <summary>Focal length in pixels.</summary>
    public double Focal { get; }

    /// <summary>The row, counted in pixels from the upper edge, at which level rays arrive.</summary>
    public double HorizonRow { get; }

    /// <summary>Whether the right edge continues at the left one.</summary>
    public bool Wraps { get; }

    /// <summary>Where each column looks: radians from the road's direction, to the right.</summary>
    public double[] Azimuths { get; }

    public float[] RayX { get; }

    public float[] RayZ { get; }

    /// <summary>The horizontal length of each column's ray: a tangent times this, times the focal length, is a height in pixels.</summary>
    public float[] Lengthening { get; }

    /// <summary>Half the horizontal field of view, in radians; π for a panorama.</summary>
    public double HalfWidth => Wraps ? Math.PI : Math.Atan(Size.Width / 2.0 / Focal);

    /// <summary>The slope of a row's rays (upwards positive).</summary>
    public float Slope(int row) => (float)((HorizonRow - (row + 0.5)) / Focal);

    /// <summary>A point's azimuth from the middle of the picture, -π to π, to the right.</summary>
    public double AzimuthOf(Vector3D point)
    {
        Vector3D d = point - Position;
        return Math.Atan2((d.X * _cos) - (d.Z * _sin), (d.X * _sin) + (d.Z * _cos));
    }

    /// <summary>The horizontal distance of a point, in metres.</summary>
    public double DistanceOf(Vector3D point) => (point - Position).Horizontal;

    /// <summary>
    /// Projects a closed polygon to pixels; the result may reach beyond the picture. For a panorama its columns are counted
    /// on from <paramref name="around"/>, so that a polygon across the edge stays in one piece.
    /// </summary>
    /// <param name="polygon">At least three points; one that lies under the camera may go around it.</param>
    /// <param name="around">The azimuth (from the middle) near which the first point's column is counted.</param>
    /// <param name="pixels">Cleared, then filled; empty where all is behind a plain camera.</param>
    public void Project(ReadOnlySpan<Vector3D> polygon, double around, List<Vector2D> pixels)
    {
        pixels.Clear();
        if (Wraps)
        {
            ProjectToCylinder(polygon, around, pixels);
        }
        else
        {
            ProjectToPlane(polygon, pixels);
        }
    }

    private void ProjectToPlane(ReadOnlySpan<Vector3D> polygon, List<Vector2D> pixels)
    {
        Vector3D before = ToAxes(polygon[^1]);
        foreach (Vector3D point in polygon)
        {
            Vector3D here = ToAxes(point);
            if (here.Z >= Near != before.Z >= Near)
            {
                pixels.Add(ToPixel(before + ((here - before) * ((Near - before.Z) / (here.Z - before.Z)))));
            }

            if (here.Z >= Near)
            {
                pixels.Add(ToPixel(here));
            }

            before = here;
        }
    }

    private void ProjectToCylinder(ReadOnlySpan<Vector3D> polygon, double around, List<Vector2D> pixels)
    {
        double first = Near180(AzimuthOf(polygon[0]), around);
        double before = first;
        pixels.Add(OnCylinder(polygon[0], first));
        for (int i = 1; i <= polygon.Length; i++)
        {
            Vector3D from = polygon[i - 1];
            Vector3D to = polygon[i % polygon.Length];
            double angle = Near180(AzimuthOf(to), before);
            int steps = (int)Math.Ceiling(Math.Abs(angle - before) / StepRadians);
            for (int step = 1; step < steps; step++)
            {
                Vector3D between = from + ((to - from) * ChordShare(from, to, (double)step / steps));
                pixels.Add(OnCylinder(between, Near180(AzimuthOf(between), before)));
            }

            if (i < polygon.Length)
            {
                pixels.Add(OnCylinder(to, angle));
            }

            before = angle;
        }

        if (Math.Abs(before - first) > 1)
        {
            // It goes around the camera: it reaches all the way down, over one turn.
            Vector2D end = OnCylinder(polygon[0], before);
            pixels.Add(end);
            pixels.Add(end with { Y = 4.0 * Size.Height });
            pixels.Add(pixels[0] with { Y = 4.0 * Size.Height });
        }
    }

    /// <summary>How far along an edge its azimuth has come by a share: nearly even steps of azimuth, since far ends turn slowly.</summary>
    private double ChordShare(Vector3D from, Vector3D to, double share)
    {
        double near = Math.Max(DistanceOf(from), 1e-3);
        double far = Math.Max(DistanceOf(to), 1e-3);
        return share * near / ((share * near) + ((1 - share) * far));
    }

    private Vector2D OnCylinder(Vector3D point, double azimuth)
    {
        double distance = Math.Max(DistanceOf(point), 1e-3);
        return new Vector2D((Size.Width / 2.0) + (azimuth * Focal), HorizonRow - ((point.Y - Position.Y) / distance * Focal));
    }

    private Vector2D ToPixel(Vector3D axes) =>
        new((Size.Width / 2.0) + (axes.X / axes.Z * Focal), HorizonRow - (axes.Y / axes.Z * Focal));

    private Vector3D ToAxes(Vector3D point)
    {
        Vector3D d = point - Position;
        return new Vector3D((d.X * _cos) - (d.Z * _sin), d.Y, (d.X * _sin) + (d.Z * _cos));
    }

    /// <summary>The angle plus a number of turns, nearest to another.</summary>
    private static double Near180(double angle, double other) =>
        angle - (Math.Tau * Math.Round((angle - other) / Math.Tau, MidpointRounding.AwayFromZero));
}
