using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Houses;

/// <summary>A wooden balcony along the upper storey's front, with flowers on its rail.</summary>
internal static class Balconies
{
    public static void Paint(Painter painter, Frame frame, HouseDesign design)
    {
        double half = (design.Width / 2) - 0.25;
        double front = (-design.Depth / 2) - 0.95;
        double back = -design.Depth / 2;
        double floor = design.Plinth + design.StoreyHeight - 0.05;
        Rgb wood = (design.UpperWall ?? design.Wall) * 0.92f;
        var under = new Facet(frame.At(-half, floor - 0.12, back), frame.Right, frame.Depth * -1);
        painter.Fill(under, 0, 0, 2 * half, back - front, wood, 0.6);
        var rail = new PicketTexture(wood, 0.16f, 0.62f, 0.95f);
        painter.Fill(frame.RightSide(half, floor - 0.12, front), 0, 0, back - front, 1.07, rail);
        painter.Fill(frame.LeftSide(-half, floor - 0.12, back), 0, 0, back - front, 1.07, rail);
        Facet face = frame.Front(-half, floor - 0.12, front);
        painter.Fill(face, 0, 0, 2 * half, 0.2, wood);
        painter.Fill(face, 0, 0.2, 2 * half, 1.07, rail);
        painter.Fill(face, 0, 1.0, 2 * half, 1.09, wood, 1.1);
        Facet flowers = frame.Front(-half, floor + 0.82, front - 0.12);
        for (double at = 0.4; at < (2 * half) - 1; at += 1.55)
        {
            painter.Fill(flowers, at, -0.1, at + 1.1, 0.1, Rgb.Hex(0x5A4030));
            painter.Fill(flowers, at, 0.02, at + 1.1, 0.36, new HedgeTexture(Rgb.Hex(0x2F5A2A), Rgb.Hex(0xD2364B), 0.34f));
        }
    }
}
