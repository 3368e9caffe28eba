using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Textures;

namespace Honnan.World.Things.Houses;

/// <summary>Draws roofs above a house's walls; the frame's origin is the middle of the house.</summary>
internal static class Roofs
{
    /// <summary>The slopes as they are seen from below, beyond the walls; drawn before these.</summary>
    public static void Underside(Painter painter, Frame frame, HouseDesign design) => Shape(painter, frame, design, below: true);

    /// <summary>Everything above the eaves; drawn after the walls.</summary>
    public static void Paint(Painter painter, Frame frame, HouseDesign design) => Shape(painter, frame, design, below: false);

    /// <summary>How high the ridge is.</summary>
    public static double RidgeHeight(HouseDesign design) => design.Roof switch
    {
        RoofKind.Flat => design.EavesHeight + 0.5,
        RoofKind.GableToFront => design.EavesHeight + (design.Width / 2 * Math.Tan(design.Pitch)),
        RoofKind.Tent => design.EavesHeight + (Math.Min(design.Depth, design.Width) / 2 * Math.Tan(design.Pitch)),
        _ => design.EavesHeight + (design.Depth / 2 * Math.Tan(design.Pitch)),
    };

    private static void Shape(Painter painter, Frame frame, HouseDesign design, bool below)
    {
        double x = design.Width / 2;
        double z = design.Depth / 2;
        switch (design.Roof)
        {
            case RoofKind.Gable:
                Sloped(painter, frame, design, x, z, x, gables: true, below);
                break;
            case RoofKind.GableToFront:
                Sloped(painter, frame.Turned(0, 0, Math.PI / 2), design, z, x, z, gables: true, below);
                break;
            case RoofKind.Hip:
                Sloped(painter, frame, design, x, z, Math.Max(0, x - z), gables: false, below);
                break;
            case RoofKind.Tent:
                Tent(painter, frame, design, x, z, below);
                break;
            default:
                if (!below)
                {
                    Boxes.Paint(painter, frame, -x - 0.06, x + 0.06, design.EavesHeight + 0.42, design.EavesHeight + 0.52, -z - 0.06, z + 0.06, design.Trim * 0.94f);
                }

                break;
        }
    }

    /// <summary>Two slopes to a ridge along x, with gables or with hips at its ends.</summary>
    private static void Sloped(Painter painter, Frame frame, HouseDesign design, double x, double z, double ridge, bool gables, bool below)
    {
        double over = design.Overhang;
        double tan = Math.Tan(design.Pitch);
        double edge = design.EavesHeight - (over * tan);
        double length = (z + over) / Math.Cos(design.Pitch);
        double half = x + over;
        double ridgeHalf = gables ? half : ridge;
        foreach (Frame side in new[] { frame.Turned(0, 0, Math.PI), frame })
        {
            if (!gables)
            {
                HipEnd(painter, side.Turned(0, 0, Math.PI / 2), design, z + over, x + over, edge, (z + over) * tan, below);
            }

            Slope(painter, side, design, half, z + over, edge, [new(0, 0), new(2 * half, 0), new(half + ridgeHalf, length), new(half - ridgeHalf, length)], below);
        }

        if (gables && !below)
        {
            BargeBoards(painter, frame, design, half, z + over, edge, (z + over) * tan);
        }
    }

    private static void HipEnd(Painter painter, Frame side, HouseDesign design, double half, double depth, double edge, double rise, bool below)
    {
        double run = half; // the hip's slope is as steep as the others
        double length = Math.Sqrt((run * run) + (rise * rise));
        Slope(painter, side, design, half, depth, edge, [new(0, 0), new(2 * half, 0), new(half, length)], below);
    }

    private static void Tent(Painter painter, Frame frame, HouseDesign design, double x, double z, bool below)
    {
        double over = design.Overhang;
        double edge = design.EavesHeight - (over * Math.Tan(design.Pitch));
        double half = Math.Min(x, z) + over;
        double length = half / Math.Cos(design.Pitch);
        for (int i = 0; i < 4; i++)
        {
            Frame side = frame.Turned(0, 0, Math.PI / 2 * i);
            Slope(painter, side, design, half, half, edge, [new(0, 0), new(2 * half, 0), new(half, length)], below);
        }
    }

    /// <summary>The slope on a frame's front side; its eaves are at z = -depth, u runs from x = -half.</summary>
    private static void Slope(Painter painter, Frame side, HouseDesign design, double half, double depth, double edge, ReadOnlySpan<Vector2D> outline, bool below)
    {
        (double sin, double cos) = Math.SinCos(design.Pitch);
        var facet = new Facet(side.At(-half, edge, -depth), side.Right, (side.Depth * cos) + (Vector3D.Up * sin));
        if (below)
        {
            var under = new Vector2D[outline.Length];
            for (int i = 0; i < under.Length; i++)
            {
                under[i] = new Vector2D(-outline[i].X, outline[i].Y);
            }

            painter.Fill(new Facet(facet.Origin, facet.U * -1, facet.V), under, design.Trim, 0.7);
            return;
        }

        switch (design.Cover)
        {
            case RoofCover.Slate:
                painter.Fill(facet, outline, new TileTexture(design.RoofColour, 0.22f, 0.26f, 0.1f));
                break;
            case RoofCover.Sheet:
                painter.Fill(facet, outline, new SheetTexture(design.RoofColour, 0.42f));
                break;
            default:
                painter.Fill(facet, outline, new TileTexture(design.RoofColour, 0.34f, 0.26f, 0.9f));
                break;
        }

        painter.Fill(side.Front(-half, edge - 0.10, -depth), 0, 0, 2 * half, 0.15, design.Trim, 0.82); // gutter
    }

    /// <summary>The boards along the roof's edge above both gables; the ridge runs along x.</summary>
    private static void BargeBoards(Painter painter, Frame frame, HouseDesign design, double half, double depth, double edge, double rise)
    {
        const double Board = 0.17;
        Vector2D[] outline =
        [
            new(0, edge - Board), new(0, edge + 0.03), new(depth, edge + rise + 0.03), new(2 * depth, edge + 0.03),
            new(2 * depth, edge - Board), new(depth, edge + rise - Board),
        ];
        painter.Fill(frame.RightSide(half, 0, -depth), outline, design.Trim, 0.92);
        painter.Fill(frame.LeftSide(-half, 0, depth), outline, design.Trim, 0.92);
    }
}
