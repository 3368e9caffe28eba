using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things.Signs;

/// <summary>A traffic sign on its post.</summary>
/// <param name="frame">At the post's foot; the sign's front looks against z.</param>
/// <param name="shape">Its outline.</param>
/// <param name="size">Half its width, metres.</param>
/// <param name="middle">Height of its middle.</param>
/// <param name="border">The border's colour.</param>
/// <param name="field">The inside's colour.</param>
/// <param name="symbol">The symbol's colour.</param>
/// <param name="number">Which symbol.</param>
internal sealed class TrafficSign(Frame frame, PlateShape shape, double size, double middle, Rgb border, Rgb field, Rgb symbol, int number) : Thing
{
    private static readonly Rgb Back = Rgb.Hex(0x8B8D8E);

    public override Footprint Footprint { get; } = new(frame, size, 0.08);

    public override void Shade(ShadowCaster shadows)
    {
        shadows.Post(frame.Origin, middle, 0.05);
        shadows.Hull([frame.At(-size, middle - size, 0), frame.At(size, middle - size, 0), frame.At(size, middle + size, 0), frame.At(-size, middle + size, 0)]);
    }

    public override void Paint(Painter painter)
    {
        painter.Post(frame.Origin, 0, middle + (size * 0.6), 0.04, 0.04, Back);
        Facet front = frame.Front(0, middle, -0.06);
        if (!front.Faces(painter.Camera.Position))
        {
            painter.Fill(frame.Back(0, middle, 0.06), Outline(1), Back);
            return;
        }

        painter.Fill(front, Outline(1), border);
        painter.Fill(front, Outline(shape is PlateShape.Diamond ? 0.93 : 0.80), field);
        if (shape is PlateShape.Diamond)
        {
            painter.Fill(front, Outline(0.86), symbol);
            painter.Fill(front, Outline(0.80), field);
        }

        Symbol(painter, front);
    }

    private Vector2D[] Outline(double share) => shape switch
    {
        PlateShape.Triangle => Regular(3, share * 1.12, 90),
        PlateShape.GiveWay => Regular(3, share * 1.12, -90),
        PlateShape.Diamond => Regular(4, share * 1.2, 90),
        PlateShape.Circle => Regular(28, share, 0),
        PlateShape.Octagon => Regular(8, share * 1.05, 22.5),
        _ => Regular(4, share * 1.3, 45),
    };

    private Vector2D[] Regular(int corners, double radius, double degrees)
    {
        var outline = new Vector2D[corners];
        for (int i = 0; i < corners; i++)
        {
            (double sin, double cos) = Math.SinCos((degrees / 180 * Math.PI) + (Math.Tau * i / corners));
            outline[i] = new Vector2D(cos * radius * size, sin * radius * size);
        }

        return outline;
    }

    private void Symbol(Painter painter, Facet front)
    {
        double k = size * (shape is PlateShape.Triangle ? 0.46 : 0.62);
        double down = shape is PlateShape.Triangle ? -0.12 * size : 0;
        switch (number % 4)
        {
            case 0: // a winding road
                Line(painter, front, k, down, [new(-0.22, -0.85), new(-0.22, -0.2), new(0.22, 0.15), new(0.22, 0.75)]);
                Line(painter, front, k, down, [new(-0.16, 0.42), new(0.22, 0.85), new(0.60, 0.42)]);
                break;
            case 1: // attention
                Line(painter, front, k, down, [new(0, 0.85), new(0, -0.25)]);
                Line(painter, front, k, down, [new(0, -0.62), new(0, -0.72)]);
                break;
            case 2: // a crossing
                Line(painter, front, k, down, [new(-0.5, -0.6), new(0.5, 0.6)]);
                Line(painter, front, k, down, [new(-0.5, 0.6), new(0.5, -0.6)]);
                break;
            default: // an arrow
                Line(painter, front, k, down, [new(0, -0.8), new(0, 0.7)]);
                Line(painter, front, k, down, [new(-0.45, 0.25), new(0, 0.8), new(0.45, 0.25)]);
                break;
        }
    }

    private void Line(Painter painter, Facet front, double k, double down, ReadOnlySpan<Vector2D> points)
    {
        for (int i = 1; i < points.Length; i++)
        {
            Lettering.Stroke(painter, front, new(points[i - 1].X * k, (points[i - 1].Y * k) + down), new(points[i].X * k, (points[i].Y * k) + down), k * 0.26, symbol);
        }
    }
}
