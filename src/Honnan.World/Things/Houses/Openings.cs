using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Houses;

/// <summary>Draws windows and doors on a wall.</summary>
internal static class Openings
{
    /// <summary>A window whose lower edge's middle is at (u, v).</summary>
    public static void Window(Painter painter, Facet wall, double u, double v, double width, double height, HouseDesign design, int number)
    {
        if (!wall.Faces(painter.Camera.Position))
        {
            return;
        }

        double detail = painter.PixelsPerMetre(wall.At(u, v));
        double left = u - (width / 2);
        double right = u + (width / 2);
        double top = v + height;
        double frame = Math.Max(0.07, 0.5 / detail);
        if (detail > 8)
        {
            painter.Fill(wall, left - 0.08, v - 0.10, right + 0.08, v - 0.02, design.Trim, 0.86); // the sill
        }

        if (design.Windows == WindowKind.Shutters)
        {
            Shutter(painter, wall, left - (width * 0.5) - 0.04, v - 0.03, left - 0.04, top + 0.03, design.Shutter, detail);
            Shutter(painter, wall, right + 0.04, v - 0.03, right + (width * 0.5) + 0.04, top + 0.03, design.Shutter, detail);
        }

        painter.Fill(wall, left, v, right, top, design.Trim);
        float curtain = Fraction(design.Variation, number) is var f && f < 0.45f ? 0 : f * 0.8f;
        var glass = new GlassTexture(painter.Light.Horizon, (float)v, (float)height, (float)left, (float)width, curtain);
        (int columns, int rows) = design.Windows switch
        {
            WindowKind.Cross => (2, 3),
            WindowKind.Sash => (1, 2),
            WindowKind.Wide => (3, 1),
            _ => (2, 1),
        };
        double bar = columns * rows > 1 && detail > 10 ? Math.Max(0.05, 0.4 / detail) : 0;
        double paneWidth = (width - (2 * frame) - ((columns - 1) * bar)) / columns;
        double paneHeight = (height - (2 * frame) - ((rows - 1) * bar)) / rows;
        if (detail <= 10)
        {
            painter.Fill(wall, left + frame, v + frame, right - frame, top - frame, glass);
            return;
        }

        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                double x = left + frame + (i * (paneWidth + bar));
                double y = v + frame + (j * (paneHeight + bar));
                painter.Fill(wall, x, y, x + paneWidth, y + paneHeight, glass);
            }
        }

        painter.Tint(wall, [new(left + frame, top - frame - 0.09), new(right - frame, top - frame - 0.09), new(right - frame, top - frame), new(left + frame, top - frame)], new Rgb(0.03f, 0.03f, 0.05f), 0.45);
    }

    /// <summary>A door whose lower edge's middle is at (u, v).</summary>
    public static void Door(Painter painter, Facet wall, double u, double v, double width, double height, HouseDesign design)
    {
        if (!wall.Faces(painter.Camera.Position))
        {
            return;
        }

        double detail = painter.PixelsPerMetre(wall.At(u, v));
        double left = u - (width / 2);
        double right = u + (width / 2);
        double frame = Math.Max(0.08, 0.4 / detail);
        painter.Fill(wall, left - frame, v, right + frame, v + height + frame, design.Trim);
        painter.Fill(wall, left, v, right, v + height, new BoardTexture(design.Door, (float)(width / 4), upright: true));
        if (detail > 12)
        {
            painter.Fill(wall, left + (width * 0.18), v + (height * 0.12), right - (width * 0.18), v + (height * 0.42), design.Door, 0.84);
            painter.Fill(wall, left + (width * 0.18), v + (height * 0.52), right - (width * 0.18), v + (height * 0.70), design.Door, 0.84);
            painter.Fill(wall, left + (width * 0.18), v + (height * 0.76), right - (width * 0.18), v + (height * 0.92), Rgb.Hex(0x4A545C));
            painter.Fill(wall, right - (width * 0.16), v + (height * 0.46), right - (width * 0.08), v + (height * 0.5), Rgb.Hex(0xC9C4B0));
        }
    }

    private static void Shutter(Painter painter, Facet wall, double left, double bottom, double right, double top, Rgb colour, double detail)
    {
        if (detail > 14)
        {
            painter.Fill(wall, left, bottom, right, top, new BoardTexture(colour, 0.09f, upright: false));
        }
        else
        {
            painter.Fill(wall, left, bottom, right, top, colour);
        }
    }

    private static float Fraction(float variation, int number)
    {
        float product = (variation + number) * 7.317f;
        return product - MathF.Floor(product);
    }
}
