using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things.Poles;

/// <summary>A street lamp with an arm over the road.</summary>
/// <param name="frame">At its foot; z leads away from the road.</param>
/// <param name="height">Metres.</param>
internal sealed class Lamp(Frame frame, double height) : Thing
{
    private static readonly Rgb Metal = Rgb.Hex(0x8D9193);

    public override Footprint Footprint { get; } = new(frame, 0.15, 0.15);

    public override void Shade(ShadowCaster shadows) => shadows.Post(frame.Origin, height, 0.08);

    public override void Paint(Painter painter)
    {
        painter.Post(frame.Origin, 0, height, 0.085, 0.05, Metal);
        painter.Post(frame.Origin, 0, 1.0, 0.11, 0.11, Metal);
        painter.Wire([frame.At(0, height - 0.1, 0), frame.At(0, height + 0.12, -0.6), frame.At(0, height + 0.2, -1.3)], 0.07, Metal);
        Boxes.Paint(painter, frame, -0.11, 0.11, height + 0.15, height + 0.26, -1.9, -1.25, Rgb.Hex(0xB9BCBC));
        painter.Fill(new Facet(frame.At(-0.09, height + 0.15, -1.3), frame.Right, frame.Depth * -1), 0, 0, 0.18, 0.5, Rgb.Hex(0xE5E2D4), 1.1);
    }
}
