using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things;

/// <summary>An American school bus.</summary>
/// <param name="frame">Its origin is under the bus's middle; its front looks along z.</param>
internal sealed class SchoolBus(Frame frame) : Thing
{
    private const double HalfWidth = 1.2;
    private const double Rear = -5.0;
    private const double Windscreen = 3.6; // metres along z
    private const double Front = 5.0;
    private static readonly Rgb Yellow = Rgb.Hex(0xEFA81C);
    private static readonly Rgb Black = Rgb.Hex(0x1A1B1E);
    private static readonly Rgb Glass = Rgb.Hex(0x2B333B);

    public override Footprint Footprint { get; } = new(frame, HalfWidth, 5);

    public override void Shade(ShadowCaster shadows) => shadows.Box(frame, -HalfWidth, HalfWidth, Rear, Windscreen, 3.0);

    public override void Paint(Painter painter)
    {
        Boxes.Paint(painter, frame, -HalfWidth + 0.1, HalfWidth - 0.1, 0.25, 0.7, Rear + 0.2, Front - 0.3, Black);
        Boxes.Paint(painter, frame, -1.0, 1.0, 0.55, 1.55, Windscreen, Front, Yellow);
        Boxes.Paint(painter, frame, -HalfWidth, HalfWidth, 0.55, 2.85, Rear, Windscreen, Yellow);
        Boxes.Paint(painter, frame, -HalfWidth + 0.12, HalfWidth - 0.12, 2.85, 3.02, Rear + 0.1, Windscreen - 0.15, Rgb.Hex(0xE8E4D8));
        Side(painter, frame.RightSide(HalfWidth, 0, 0), 1);
        Side(painter, frame.LeftSide(-HalfWidth, 0, 0), -1);
        Ends(painter);
    }

    /// <param name="painter">Draws.</param>
    /// <param name="side">The side's plane; u is 0 in the bus's middle.</param>
    /// <param name="forward">Where u leads: 1 to the front, -1 to the rear.</param>
    private static void Side(Painter painter, Facet side, int forward)
    {
        double from = Math.Min(forward * Rear, forward * Windscreen);
        double to = Math.Max(forward * Rear, forward * Windscreen);
        foreach (double y in new[] { 0.85, 1.25, 1.62 })
        {
            painter.Fill(side, from, y, to, y + 0.07, Black);
        }

        for (int i = 0; i < 9; i++)
        {
            double u = from + 0.35 + (i * 0.92);
            painter.Fill(side, u, 1.82, u + 0.72, 2.5, new GlassTexture(painter.Light.Horizon, 1.8f, 0.7f, (float)u, 0.72f, 0));
        }

        foreach (double z in new[] { -3.2, 3.3 })
        {
            Facet hub = side.MovedTo(forward * z, 0.5);
            painter.Fill(hub, Wheels.Disc(0.52), Black);
            painter.Fill(hub, Wheels.Disc(0.28), Rgb.Hex(0x8D8F92));
        }
    }

    private void Ends(Painter painter)
    {
        Facet rear = frame.Front(0, 0, Rear);
        painter.Fill(rear, -0.9, 1.75, 0.9, 2.4, Glass);
        painter.Fill(rear, -0.45, 0.7, 0.45, 1.65, Yellow * 0.82f);
        painter.Fill(rear, -HalfWidth, 0.5, HalfWidth, 0.75, Black);
        Facet screen = frame.Back(0, 0, Windscreen);
        painter.Fill(screen, -1.05, 1.6, 1.05, 2.45, new GlassTexture(painter.Light.Horizon, 1.6f, 0.85f, -1.05f, 2.1f, 0));
        Facet nose = frame.Back(0, 0, Front);
        painter.Fill(nose, -0.6, 0.8, 0.6, 1.3, Black);
        painter.Fill(nose, -1.1, 0.5, 1.1, 0.72, Black);
        foreach (Facet end in new[] { rear, screen })
        {
            for (int x = -1; x <= 1; x += 2)
            {
                painter.Fill(end.MovedTo(x * 0.85, 2.66), Wheels.Disc(0.13), Rgb.Hex(0xC0261E), 1.15);
            }
        }

        foreach (int x in new[] { -1, 1 })
        {
            painter.Fill(nose.MovedTo(x * 0.8, 1.05), Wheels.Disc(0.13), Rgb.Hex(0xECE8DA), 1.1);
        }
    }
}
