using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Poles;

/// <summary>The yellow and black guard around a Japanese pole.</summary>
internal sealed class Sleeve(Vector3D foot) : Thing
{
    public override Footprint Footprint { get; } = Footprint.Around(foot, 0.14);

    public override void Paint(Painter painter) =>
        painter.Post(foot, 0.45, 2.15, 0.21, 0.20, new StripeTexture(Rgb.Hex(0xF0C419), Rgb.Hex(0x1C1B1A), 0.52f, 1.3f));
}
