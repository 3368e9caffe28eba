using CsCheck;
using Honnan.Data;
using Honnan.World.Geometry;
using Honnan.World.Optics;
using Xunit;

namespace Honnan.World.Tests.Optics;

public sealed class CameraTests
{
    private static readonly Gen<Camera> Cameras =
        from format in Gen.Enum<WorldFormat>()
        from heading in Gen.Double[-4, 4]
        from horizon in Gen.Double[0.4, 0.6]
        select new Camera(format, Size(format), new Vector3D(1.5, 2.4, 0), heading, horizon);

    [Fact]
    public void Project_PointOnAPixelsRay_ComesBackToThePixel() =>
        Gen.Select(Cameras, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[1, 80]).Sample((camera, across, down, depth) =>
        {
            int x = (int)(across * (camera.Size.Width - 1));
            int y = (int)(down * (camera.Size.Height - 1));
            Vector3D point = camera.Position + (new Vector3D(camera.RayX[x], camera.Slope(y), camera.RayZ[x]) * depth);
            var pixels = new List<Vector2D>();
            camera.Project([point, point + new Vector3D(0, 0.001, 0), point + new Vector3D(0, 0, 0.001)], camera.AzimuthOf(point), pixels);
            Assert.Equal(x + 0.5, pixels[0].X, tolerance: 0.01);
            Assert.Equal(y + 0.5, pixels[0].Y, tolerance: 0.01);
        });

    [Fact]
    public void VerticalField_IsTheSameInEveryFormat()
    {
        // tan(half the field) = half a height / focal length = π / 4
        foreach (WorldFormat format in Enum.GetValues<WorldFormat>())
        {
            var camera = new Camera(format, Size(format), default, 0, 0.5);
            Assert.Equal(Math.PI / 4, camera.Slope(-1) + (0.5 / camera.Focal), 0.001 + (1 / camera.Focal));
        }
    }

    [Fact]
    public void Panorama_Columns_GoAroundOnce()
    {
        var camera = new Camera(WorldFormat.Panorama, Size(WorldFormat.Panorama), default, 1, 0.5);
        double step = camera.Azimuths[1] - camera.Azimuths[0];
        Assert.Equal(Math.Tau, camera.Azimuths[^1] - camera.Azimuths[0] + step, 1e-9);
        Assert.Equal(camera.Azimuths[0] + Math.Tau, camera.Azimuths[^1] + step, 1e-9);
    }

    [Fact]
    public void Project_PolygonAcrossTheSeam_StaysInOnePiece()
    {
        var camera = new Camera(WorldFormat.Panorama, Size(WorldFormat.Panorama), default, 0, 0.5);
        Vector3D[] behind = [new(-2, 0, -10), new(2, 0, -10), new(2, 3, -10), new(-2, 3, -10)];
        var pixels = new List<Vector2D>();
        camera.Project(behind, camera.AzimuthOf(behind[0]), pixels);
        Assert.InRange(pixels.Max(p => p.X) - pixels.Min(p => p.X), 1, camera.Size.Width / 8.0);
    }

    [Fact]
    public void Project_PolygonAroundTheCamera_ReachesDown()
    {
        var camera = new Camera(WorldFormat.Panorama, Size(WorldFormat.Panorama), new Vector3D(0, 2, 0), 0, 0.5);
        Vector3D[] around = [new(-5, 0, -5), new(5, 0, -5), new(5, 0, 5), new(-5, 0, 5)];
        var pixels = new List<Vector2D>();
        camera.Project(around, camera.AzimuthOf(around[0]), pixels);
        Assert.True(pixels.Max(p => p.Y) > camera.Size.Height);
        Assert.Equal(camera.Size.Width, pixels.Max(p => p.X) - pixels.Min(p => p.X), 0.5);
    }

    private static PictureSize Size(WorldFormat format) => new WorldOptions { ShortSide = 256 }.SizeOf(format);
}
