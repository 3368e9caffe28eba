using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things;

/// <summary>A car: a rounded side outline drawn through its width, drawn in at the roof.</summary>
/// <param name="frame">Its origin is under the car's middle; the car's front looks along z.</param>
/// <param name="paint">The body's colour.</param>
/// <param name="tall">Whether it is a van-like one.</param>
/// <param name="plate">The plates' colour.</param>
internal sealed class Car(Frame frame, Rgb paint, bool tall, Rgb plate) : Thing
{
    private const double HalfWidth = 0.88;
    private const double WheelRadius = 0.32;

    // From the rear bumper over the roof to the front one: z, y, and what the strip to the next point is.
    private static readonly (double Z, double Y, Part Part)[] Saloon =
    [
        (-2.05, 0.30, Part.Bumper), (-2.12, 0.52, Part.Body), (-2.06, 0.92, Part.Body), (-1.72, 1.00, Part.Glass), (-1.20, 1.40, Part.Roof),
        (-0.55, 1.47, Part.Roof), (0.10, 1.44, Part.Glass), (0.92, 1.02, Part.Body), (1.70, 0.88, Part.Body), (2.06, 0.72, Part.Body), (2.12, 0.48, Part.Bumper), (2.06, 0.28, Part.Bumper),
    ];

    private static readonly (double Z, double Y, Part Part)[] Hatch =
    [
        (-1.86, 0.30, Part.Bumper), (-1.92, 0.55, Part.Body), (-1.88, 1.02, Part.Glass), (-1.55, 1.52, Part.Roof), (-0.60, 1.60, Part.Roof),
        (0.25, 1.55, Part.Glass), (1.02, 1.08, Part.Body), (1.62, 0.94, Part.Body), (1.90, 0.74, Part.Body), (1.96, 0.48, Part.Bumper), (1.90, 0.28, Part.Bumper),
    ];

    private enum Part
    {
        Body,
        Glass,
        Roof,
        Bumper,
    }

    public override Footprint Footprint { get; } = new(frame, HalfWidth, 2.1);

    private (double Z, double Y, Part Part)[] Outline => tall ? Hatch : Saloon;

    /// <summary>The plane of the front or rear plate, its middle at the origin.</summary>
    public static Facet PlateFacet(Frame frame, bool tall, bool rear)
    {
        double z = tall ? (rear ? -1.95 : 1.99) : (rear ? -2.15 : 2.15);
        return rear ? frame.Front(0, 0.52, z) : frame.Back(0, 0.46, z);
    }

    public override void Shade(ShadowCaster shadows)
    {
        shadows.Hull([
            frame.At(-HalfWidth, 0.9, -2), frame.At(HalfWidth, 0.9, -2), frame.At(HalfWidth, 0.8, 2), frame.At(-HalfWidth, 0.8, 2),
            frame.At(-0.65, 1.45, -1.2), frame.At(0.65, 1.45, -1.2), frame.At(0.65, 1.45, 0.3), frame.At(-0.65, 1.45, 0.3),
            frame.At(-HalfWidth, 0, -2), frame.At(HalfWidth, 0, -2), frame.At(HalfWidth, 0, 2), frame.At(-HalfWidth, 0, 2)]);
        for (int i = 0; i < 3; i++)
        {
            shadows.Foot(frame, -HalfWidth + (0.1 * i), HalfWidth - (0.1 * i), -2 + (0.2 * i), 2 - (0.2 * i));
        }
    }

    public override void Paint(Painter painter)
    {
        Underneath(painter);
        Strips(painter);
        Side(painter, right: true);
        Side(painter, right: false);
        Ends(painter);
    }

    /// <summary>The dark floor, and the tyres as they are seen from the ends.</summary>
    private void Underneath(Painter painter)
    {
        Boxes.Paint(painter, frame, -HalfWidth + 0.1, HalfWidth - 0.1, 0.16, 0.4, -1.75, 1.75, Rgb.Hex(0x121316));
        foreach (double z in new[] { -1.28, 1.32 })
        {
            Boxes.Paint(painter, frame, -HalfWidth + 0.01, -HalfWidth + 0.23, 0, 0.5, z - 0.25, z + 0.25, Rgb.Hex(0x1B1C20));
            Boxes.Paint(painter, frame, HalfWidth - 0.23, HalfWidth - 0.01, 0, 0.5, z - 0.25, z + 0.25, Rgb.Hex(0x1B1C20));
        }
    }

    private static double HalfAt(double y) => y < 0.95 ? HalfWidth : HalfWidth - ((y - 0.95) * 0.42);

    private Rgb Colour(Part part, double y) => part switch
    {
        Part.Glass => Rgb.Hex(0x2A3138),
        Part.Bumper => paint * 0.72f,
        _ => paint * (float)(0.88 + (0.1 * y)),
    };

    /// <summary>The surfaces across the car, from point to point of its outline.</summary>
    private void Strips(Painter painter)
    {
        (double Z, double Y, Part Part)[] outline = Outline;
        foreach (int i in Enumerable.Range(0, outline.Length - 1).OrderBy(i => -(frame.At(0, 0, outline[i].Z) - painter.Camera.Position).Length))
        {
            (double z0, double y0, Part part) = outline[i];
            (double z1, double y1, _) = outline[i + 1];
            Vector3D a = frame.At(-HalfAt(y0), y0, z0);
            Vector3D b = frame.At(HalfAt(y0), y0, z0);
            Vector3D c = frame.At(HalfAt(y1), y1, z1);
            Vector3D d = frame.At(-HalfAt(y1), y1, z1);
            Vector3D normal = (d - a).Cross(b - a).Normalized();
            if (normal.Dot(painter.Camera.Position - a) <= 0)
            {
                continue;
            }

            painter.Fill([a, b, c, d], Colour(part, y0), painter.LightOn(normal, a));
            if (part == Part.Glass)
            {
                Vector3D across = (b - a) * 0.07;
                Vector3D acrossTop = (c - d) * 0.07;
                Vector3D up = (d - a) * 0.1;
                Rgb sky = painter.Light.Horizon * 0.55f;
                painter.Fill([a + across + up, b - across + up, c - acrossTop - up, d + acrossTop - up], Rgb.Hex(0x1E2429).Mixed(sky, 0.35f), painter.LightOn(Vector3D.Up, a));
            }
        }
    }

    private void Side(Painter painter, bool right)
    {
        double sign = right ? 1 : -1;
        Facet face = right ? frame.RightSide(HalfWidth, 0, 0) : frame.LeftSide(-HalfWidth, 0, 0);
        if (!face.Faces(painter.Camera.Position))
        {
            return;
        }

        (double Z, double Y, Part Part)[] outline = Outline;
        double turn = right ? 1 : -1;
        Lighting light = painter.LightOn(face.Normal, frame.Origin);
        var lower = outline.Where(p => p.Y <= 1.03).Select(p => frame.At(sign * HalfWidth, p.Y, p.Z)).ToArray();
        painter.Fill(lower, paint, light);
        var upper = outline.Where(p => p.Y >= 1.0).Select(p => frame.At(sign * HalfAt(p.Y), p.Y, p.Z)).ToArray();
        painter.Fill(upper, paint, painter.LightOn((face.Normal + (Vector3D.Up * 0.4)).Normalized(), frame.Origin));

        // The side windows lie inside the cabin's outline.
        double first = outline.First(p => p.Y > 1.3).Z;
        double last = outline.Last(p => p.Y > 1.3).Z;
        double from = outline.First(p => p.Y >= 0.98).Z;
        double to = outline.Last(p => p.Y >= 1.0).Z;
        double roof = outline.Max(p => p.Y) - 0.12;
        double waist = 1.04;
        double middle = (first + last) / 2;
        Rgb glass = Rgb.Hex(0x1E2429).Mixed(painter.Light.Horizon, 0.22f);
        foreach ((double a, double b) in new[] { (Lerp(from, first, 0.45), middle - 0.05), (middle + 0.05, Lerp(to, last, 0.4)) })
        {
            double topA = Math.Max(a, first + 0.08);
            double topB = Math.Min(b, last - 0.06);
            Vector3D[] pane = [
                frame.At(sign * (HalfAt(waist) + 0.01), waist, a), frame.At(sign * (HalfAt(waist) + 0.01), waist, b),
                frame.At(sign * (HalfAt(roof) + 0.01), roof, topB), frame.At(sign * (HalfAt(roof) + 0.01), roof, topA)];
            painter.Fill(pane, glass, painter.LightOn(Vector3D.Up, frame.Origin));
        }

        painter.Fill(face, [new(-1.9 * 1, 0.56), new(1.9, 0.56), new(1.9, 0.61), new(-1.9, 0.61)], paint, 0.72);
        foreach (double z in new[] { -1.28, 1.32 })
        {
            Wheel(painter, face.MovedTo(turn * z, WheelRadius));
        }
    }

    private static void Wheel(Painter painter, Facet at)
    {
        painter.Fill(at, Wheels.Disc(WheelRadius + 0.06), Rgb.Hex(0x15161A));
        painter.Fill(at, Wheels.Disc(WheelRadius), Rgb.Hex(0x26272B));
        painter.Fill(at, Wheels.Disc(WheelRadius * 0.62), Rgb.Hex(0x9A9CA0));
        painter.Fill(at, Wheels.Disc(WheelRadius * 0.2), Rgb.Hex(0x55575C));
    }

    /// <summary>Lights and plates.</summary>
    private void Ends(Painter painter)
    {
        foreach (bool rear in new[] { true, false })
        {
            Facet end = PlateFacet(frame, tall, rear);
            if (!end.Faces(painter.Camera.Position))
            {
                continue;
            }

            Rgb lamp = rear ? Rgb.Hex(0xB0201E) : Rgb.Hex(0xE8E6DC);
            double low = rear ? 0.20 : 0.14;
            double high = rear ? 0.36 : 0.26;
            painter.Fill(end, -0.84, low, -0.56, high, lamp, 1.15);
            painter.Fill(end, 0.56, low, 0.84, high, lamp, 1.15);
            if (!rear)
            {
                painter.Fill(end, -0.42, 0.05, 0.42, 0.2, Rgb.Hex(0x1C1D20));
            }

            Plate(painter, end, plate);
        }
    }

    /// <summary>A plate with its dark letters.</summary>
    public static void Plate(Painter painter, Facet end, Rgb colour)
    {
        painter.Fill(end, -0.30, -0.075, 0.30, 0.075, colour);
        painter.Fill(end, new Vector2D[] { new(-0.24, -0.04), new(0.24, -0.04), new(0.24, 0.04), new(-0.24, 0.04) }, new PicketTexture(colour * 0.35f, 0.075f, 0.62f, 0.1f));
    }

    private static double Lerp(double a, double b, double t) => a + ((b - a) * t);
}
