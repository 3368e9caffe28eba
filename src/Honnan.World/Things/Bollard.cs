using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>A flat white roadside post with a slanting red band, as in Poland.</summary>
/// <param name="frame">At its foot; it looks against z.</param>
internal sealed class Bollard(Frame frame) : Thing
{
    private static readonly Rgb White = Rgb.Hex(0xF1F0EC);
    private static readonly Rgb Red = Rgb.Hex(0xC9262B);

    public override Footprint Footprint { get; } = new(frame, 0.1, 0.1);

    public override void Shade(ShadowCaster shadows) => shadows.Post(frame.Origin, 1.1, 0.08);

    public override void Paint(Painter painter)
    {
        Boxes.Paint(painter, frame, -0.09, 0.09, 0, 1.1, -0.05, 0.05, White);
        foreach (Facet face in new[] { frame.Front(-0.09, 0, -0.055), frame.Back(0.09, 0, 0.055) })
        {
            painter.Fill(face, [new(0, 0.70), new(0.18, 0.80), new(0.18, 1.02), new(0, 0.92)], Red);
            painter.Fill(face, 0.06, 0.56, 0.12, 0.68, Rgb.Hex(0xD84A3A), 1.15);
        }

        painter.Fill(frame.RightSide(0.095, 0, -0.05), 0, 0.8, 0.1, 1.02, Red);
        painter.Fill(frame.LeftSide(-0.095, 0, 0.05), 0, 0.70, 0.1, 0.92, Red);
    }
}
