using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Textures;

namespace Honnan.World.Things.Marks;

/// <summary>A hump across the road in slanting yellow and black stripes.</summary>
/// <param name="road">The road.</param>
/// <param name="from">Where it begins along the road.</param>
internal sealed class SpeedHump(Road road, double from) : Mark
{
    private const double Length = 1.9;
    private static readonly Rgb Yellow = Rgb.Hex(0xE2B52E);
    private static readonly Rgb Dark = Rgb.Hex(0x46464A);

    public override void Paint(Painter painter)
    {
        double heading = road.HeadingAt(from);
        var frame = new Frame(road.At(from, 0), heading);
        double half = road.HalfWidth - 0.1;
        Facet top = frame.Top(-half, 0, 0);
        painter.FillGround(top, [new(0, 0), new(2 * half, 0), new(2 * half, Length), new(0, Length)], new StripeTexture(Yellow, Dark, 1.3f, 1.1f));

        // It is raised: the slope towards the camera is lighter or darker than the road.
        Vector2D[] near = [new(0, 0), new(2 * half, 0), new(2 * half, Length * 0.35), new(0, Length * 0.35)];
        Vector2D[] far = [new(0, Length * 0.65), new(2 * half, Length * 0.65), new(2 * half, Length), new(0, Length)];
        bool fromBefore = painter.Camera.Position.Z < from;
        painter.Tint(top, fromBefore ? near : far, new Rgb(1, 1, 1), 0.10);
        painter.Tint(top, fromBefore ? far : near, new Rgb(0, 0, 0), 0.22);
    }
}
