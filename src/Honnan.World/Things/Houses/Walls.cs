using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Houses;

/// <summary>Draws parts of walls.</summary>
internal static class Walls
{
    public static void Fill(Painter painter, Facet facet, ReadOnlySpan<Vector2D> polygon, WallKind kind, Rgb colour, float variation, float dirt)
    {
        switch (kind)
        {
            case WallKind.Brick:
                painter.Fill(facet, polygon, new BrickTexture(colour, new Rgb(0.72f, 0.69f, 0.64f), 0.24f, 0.08f));
                break;
            case WallKind.HollowBrick:
                painter.Fill(facet, polygon, new BrickTexture(colour, new Rgb(0.66f, 0.63f, 0.60f), 0.31f, 0.21f));
                break;
            case WallKind.Boards:
                painter.Fill(facet, polygon, new BoardTexture(colour, 0.19f, upright: false));
                break;
            case WallKind.UprightBoards:
                painter.Fill(facet, polygon, new BoardTexture(colour, 0.21f, upright: true));
                break;
            case WallKind.Stone:
                painter.Fill(facet, polygon, new StoneTexture(colour));
                break;
            default:
                painter.Fill(facet, polygon, new PlasterTexture(colour, variation * 100, dirt));
                break;
        }
    }

    /// <summary>The darkness under the eaves.</summary>
    public static void Eaves(Painter painter, Facet facet, double left, double right, double top, double depth)
    {
        for (int i = 1; i <= 3; i++)
        {
            double from = top - (depth * i / 3);
            painter.Tint(facet, [new(left, from), new(right, from), new(right, top), new(left, top)], new Rgb(0.05f, 0.06f, 0.09f), 0.13);
        }
    }
}
