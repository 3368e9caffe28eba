using Honnan.World.Geometry;
using Honnan.World.Optics;

namespace Honnan.World.Staging;

/// <summary>Headings of things that look somewhere.</summary>
internal static class Facings
{
    /// <summary>The heading of a frame whose front looks at the camera.</summary>
    public static double Towards(Camera camera, Vector3D point)
    {
        Vector3D d = point - camera.Position;
        return Math.Atan2(d.X, d.Z);
    }
}
