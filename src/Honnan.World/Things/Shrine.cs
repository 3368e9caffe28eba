using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>A Greek roadside shrine: a little white chapel with a cross on a pedestal.</summary>
internal sealed class Shrine(Frame frame) : Thing
{
    private static readonly Rgb White = Rgb.Hex(0xF2F0EA);
    private static readonly Rgb Blue = Rgb.Hex(0x3A6FAE);

    public override Footprint Footprint { get; } = new(frame, 0.38, 0.38);

    public override void Shade(ShadowCaster shadows) => shadows.Box(frame, -0.3, 0.3, -0.3, 0.3, 1.5);

    public override void Paint(Painter painter)
    {
        Boxes.Paint(painter, frame, -0.22, 0.22, 0, 0.85, -0.22, 0.22, White * 0.94f);
        Boxes.Paint(painter, frame, -0.36, 0.36, 0.85, 0.95, -0.36, 0.36, White);
        Boxes.Paint(painter, frame, -0.31, 0.31, 0.95, 1.45, -0.31, 0.31, White);
        Facet front = frame.Front(0, 0, -0.32);
        painter.Fill(front, [new(-0.16, 1.0), new(0.16, 1.0), new(0.16, 1.26), new(0.08, 1.36), new(-0.08, 1.36), new(-0.16, 1.26)], Rgb.Hex(0x2B2A2E));
        painter.Fill(front, -0.06, 1.03, 0.06, 1.18, Rgb.Hex(0xC89A4A));
        painter.Fill(front, [new(-0.36, 1.45), new(0.36, 1.45), new(0, 1.72)], White);
        painter.Fill(frame.Back(0, 0, 0.32), [new(-0.36, 1.45), new(0.36, 1.45), new(0, 1.72)], White);
        foreach (int side in new[] { -1, 1 })
        {
            Vector3D[] slope = [frame.At(side * 0.38, 1.44, -0.36), frame.At(side * 0.38, 1.44, 0.36), frame.At(0, 1.74, 0.36), frame.At(0, 1.74, -0.36)];
            Vector3D normal = ((frame.Right * (side * 0.62)) + (Vector3D.Up * 0.78)).Normalized();
            if (normal.Dot(painter.Camera.Position - slope[0]) > 0)
            {
                painter.Fill(slope, Blue, painter.LightOn(normal, slope[0]));
            }
        }

        Facet cross = painter.Facing(frame.Origin);
        painter.Fill(cross, -0.025, 1.70, 0.025, 2.08, Blue);
        painter.Fill(cross, -0.11, 1.90, 0.11, 1.95, Blue);
    }
}
