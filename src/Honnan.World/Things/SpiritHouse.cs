using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>A Thai spirit house: a small golden temple with steep red roofs on a pillar.</summary>
internal sealed class SpiritHouse(Frame frame) : Thing
{
    private static readonly Rgb Gold = Rgb.Hex(0xD6A93C);
    private static readonly Rgb Red = Rgb.Hex(0xB5382C);
    private static readonly Rgb White = Rgb.Hex(0xEDE8DC);

    public override Footprint Footprint { get; } = new(frame, 0.6, 0.6);

    public override void Shade(ShadowCaster shadows) => shadows.Box(frame, -0.45, 0.45, -0.45, 0.45, 2.2);

    public override void Paint(Painter painter)
    {
        Boxes.Paint(painter, frame, -0.42, 0.42, 0, 0.12, -0.42, 0.42, White * 0.85f);
        Boxes.Paint(painter, frame, -0.16, 0.16, 0.12, 1.15, -0.16, 0.16, White);
        Boxes.Paint(painter, frame, -0.62, 0.62, 1.15, 1.25, -0.62, 0.62, Gold);
        Boxes.Paint(painter, frame, -0.38, 0.38, 1.25, 1.75, -0.38, 0.38, White);
        foreach (double x in new[] { -0.5, 0.5 })
        {
            painter.Post(frame.At(x, 0, -0.5), 1.25, 1.75, 0.035, 0.03, Gold);
        }

        painter.Fill(frame.Front(-0.14, 1.25, -0.39), 0, 0, 0.28, 0.4, Rgb.Hex(0x5A2A22));
        Tier(painter, 0.66, 1.72, 0.42);
        Tier(painter, 0.46, 1.98, 0.44);
        Tier(painter, 0.28, 2.26, 0.5);
        painter.Post(frame.Origin, 2.6, 3.0, 0.04, 0.005, Gold);
    }

    /// <summary>One of the roofs: a steep pyramid with golden edges.</summary>
    private void Tier(Painter painter, double half, double bottom, double rise)
    {
        double length = Math.Sqrt((half * half) + (rise * rise));
        for (int i = 0; i < 4; i++)
        {
            Frame side = frame.Turned(0, 0, Math.PI / 2 * i);
            var slope = new Facet(side.At(-half, bottom, -half), side.Right, ((side.Depth * half) + (Vector3D.Up * rise)).Normalized());
            painter.Fill(slope, [new(0, 0), new(2 * half, 0), new(half, length)], Gold);
            painter.Fill(slope, [new(half * 0.16, half * 0.12), new(half * 1.84, half * 0.12), new(half, length * 0.9)], Red);
        }
    }
}
