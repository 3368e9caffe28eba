using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Signs;

/// <summary>Writes on a plane.</summary>
internal static class Lettering
{
    /// <summary>Writes one line of random letters.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="facet">The plane.</param>
    /// <param name="left">Where the line begins.</param>
    /// <param name="bottom">Its base line.</param>
    /// <param name="width">How long it may be.</param>
    /// <param name="height">Of the letters.</param>
    /// <param name="script">Which letters.</param>
    /// <param name="colour">Their colour.</param>
    /// <param name="text">Which letters, by number.</param>
    /// <param name="downwards">Whether the line runs down.</param>
    public static void Line(Painter painter, Facet facet, double left, double bottom, double width, double height, Script script, Rgb colour, Draws text, bool downwards = false)
    {
        Vector2D[][][] glyphs = Glyphs.Of(script);
        double broad = height * (script is Script.Kanji ? 0.9 : 0.66);
        double step = downwards ? height * 1.18 : broad * 1.34;
        int letters = Math.Max(1, (int)(width / step));
        double stroke = height * (script == Script.Kanji ? 0.095 : 0.135);
        bool small = painter.PixelsPerMetre(facet.At(left, bottom)) * height < 3;
        for (int i = 0; i < letters; i++)
        {
            Vector2D[][] glyph = text.OneOf<Vector2D[][]>(glyphs);
            double x = downwards ? left : left + (i * step);
            double y = downwards ? bottom - ((i + 1) * step) : bottom;
            if (small)
            {
                painter.Tint(facet, [new(x, y), new(x + broad, y), new(x + broad, y + height), new(x, y + height)], painter.LightOn(facet.Normal, facet.Origin).Apply(colour), 0.45);
                continue;
            }

            foreach (Vector2D[] line in glyph)
            {
                for (int j = 1; j < line.Length; j++)
                {
                    Stroke(painter, facet, new(x + (line[j - 1].X * broad), y + (line[j - 1].Y * height)), new(x + (line[j].X * broad), y + (line[j].Y * height)), stroke, colour);
                }
            }
        }
    }

    /// <summary>A straight stroke, a little longer than its ends.</summary>
    public static void Stroke(Painter painter, Facet facet, Vector2D from, Vector2D to, double width, Rgb colour)
    {
        Vector2D along = (to - from) * (1 / Math.Max(1e-9, (to - from).Length));
        Vector2D across = new Vector2D(-along.Y, along.X) * (width / 2);
        Vector2D end = along * (width * 0.4);
        painter.Fill(facet, [from - end - across, to + end - across, to + end + across, from - end + across], colour);
    }
}
