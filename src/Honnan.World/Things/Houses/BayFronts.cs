using Honnan.World.Geometry;
using Honnan.World.Painting;

namespace Honnan.World.Things.Houses;

/// <summary>Windows that stand out of the ground floor's front, one in every bay without a door.</summary>
internal static class BayFronts
{
    private const double Out = 0.75;

    public static void Paint(Painter painter, Frame frame, HouseDesign design)
    {
        double step = design.Width / design.Bays;
        double top = design.Plinth + 2.55;
        for (int bay = 0; bay < design.Bays; bay++)
        {
            if (bay % 2 == design.DoorBay % 2)
            {
                Facet wall = frame.Front(-design.Width / 2, 0, -design.Depth / 2);
                Openings.Door(painter, wall, step * (bay + 0.5), design.Plinth, 1.0, 2.1, design with { Door = DoorColour(design, bay) });
                continue;
            }

            double middle = (-design.Width / 2) + (step * (bay + 0.5));
            double half = Math.Min(1.15, step * 0.42);
            double front = (-design.Depth / 2) - Out;
            double back = -design.Depth / 2;
            foreach (Facet side in new[] { frame.RightSide(middle + half, 0, front), frame.LeftSide(middle - half, 0, back) })
            {
                Walls.Fill(painter, side, [new(0, 0), new(Out, 0), new(Out, top), new(0, top)], design.Walls, design.Wall, design.Variation, design.Dirt);
                Openings.Window(painter, side, Out / 2, design.Plinth + 0.75, Out - 0.2, top - design.Plinth - 0.98, design with { Windows = WindowKind.Sash }, bay + 20);
            }

            Facet face = frame.Front(middle - half, 0, front);
            Walls.Fill(painter, face, [new(0, 0), new(2 * half, 0), new(2 * half, top), new(0, top)], design.Walls, design.Wall, design.Variation, design.Dirt);
            Openings.Window(painter, face, half, design.Plinth + 0.75, (2 * half) - 0.3, top - design.Plinth - 0.98, design with { Windows = WindowKind.Wide }, bay + 3);
            painter.Fill(face, -0.06, top, (2 * half) + 0.06, top + 0.22, design.Trim);
            painter.Fill(frame.Top(middle - half - 0.06, top + 0.22, front - 0.06), 0, 0, (2 * half) + 0.12, Out + 0.06, design.RoofColour);
        }
    }

    private static Rasters.Rgb DoorColour(HouseDesign design, int bay)
    {
        ReadOnlySpan<int> colours = [0x2F4B3A, 0x7A2B2B, 0x2C3F63, 0x33302D, 0x8C8B84];
        return Rasters.Rgb.Hex(colours[(bay + (int)(design.Variation * 50)) % colours.Length]);
    }
}
