using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Poles;

/// <summary>The yellow and black guard around a Japanese pole.</summary>
/// <param name="frame">The pole's, so that both are drawn one after the other.</param>
internal sealed class Sleeve(Frame frame) : Thing
{
    public override Footprint Footprint { get; } = new(frame, 0.15, 0.15);

    public override void Paint(Painter painter) =>
        painter.Post(frame.Origin, 0.45, 2.15, 0.21, 0.20, new StripeTexture(Rgb.Hex(0xF0C419), Rgb.Hex(0x1C1B1A), 0.52f, 1.3f));
}
