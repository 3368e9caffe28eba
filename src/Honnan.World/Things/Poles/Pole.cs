using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Poles;

/// <summary>A pole that carries wires along the road.</summary>
/// <param name="frame">At its foot; z leads away from the road.</param>
/// <param name="kind">What it looks like.</param>
/// <param name="height">Metres.</param>
/// <param name="tone">How light its material is, about 1.</param>
internal sealed class Pole(Frame frame, PoleKind kind, double height, float tone) : Thing
{
    private static readonly Rgb Steel = Rgb.Hex(0x9A9B99);
    private static readonly Rgb Wood = Rgb.Hex(0x77634C);
    private static readonly Rgb Brown = Rgb.Hex(0x63482F);
    private static readonly Rgb Concrete = Rgb.Hex(0xB5B1A8);

    public override Footprint Footprint { get; } = new(frame, 0.15, 0.15);

    /// <summary>Where the wires hang: to the left and right of the pole, and height.</summary>
    public static IReadOnlyList<(double Across, double Below)> Hooks { get; } = [(-0.55, 0.30), (0, 0.12), (0.55, 0.30), (0.05, 2.1)];

    public override void Shade(ShadowCaster shadows) => shadows.Post(frame.Origin, height, 0.14);

    public override void Paint(Painter painter)
    {
        switch (kind)
        {
            case PoleKind.Slender:
                painter.Post(frame.Origin, 0, height - 0.1, 0.11, 0.08, new PlainTexture(Steel * tone));
                break;
            case PoleKind.Holed:
                Holed(painter);
                break;
            case PoleKind.CrossArms:
                painter.Post(frame.Origin, 0, height + 0.3, 0.17, 0.12, new BoardTexture(Brown * tone, 0.07f, upright: true));
                Arm(painter, height - 0.25, 1.25, Brown * (tone * 0.9f));
                Arm(painter, height - 1.15, 1.0, Brown * (tone * 0.9f));
                Can(painter);
                break;
            case PoleKind.Wood:
                painter.Post(frame.Origin, 0, height, 0.14, 0.10, new BoardTexture(Wood * tone, 0.08f, upright: true));
                Arm(painter, height - 0.2, 0.62, Wood * (tone * 0.8f));
                break;
            default:
                painter.Post(frame.Origin, 0, height, 0.125, 0.085, Steel * tone);
                Arm(painter, height - 0.2, 0.62, Steel * (tone * 0.8f));
                break;
        }
    }

    private void Arm(Painter painter, double y, double half, Rgb colour)
    {
        Boxes.Paint(painter, frame.Turned(0, 0, Math.PI / 2), -0.05, 0.05, y - 0.06, y + 0.06, -half, half, colour);
        for (int i = -1; i <= 1; i += 2)
        {
            painter.Post(frame.At(i * half * 0.88, 0, 0), y + 0.06, y + 0.26, 0.045, 0.03, Rgb.Hex(0xC9C4BC));
        }
    }

    private void Can(Painter painter)
    {
        Vector3D foot = frame.At(0.42, 0, -0.1);
        painter.Post(foot, height - 3.1, height - 2.0, 0.27, 0.27, Rgb.Hex(0x9CA0A0) * tone);
        painter.Post(foot, height - 2.0, height - 1.92, 0.29, 0.25, Rgb.Hex(0x84898A) * tone);
    }

    /// <summary>Two flanges with webs between; the holes are seen from the road's side and from along it.</summary>
    private void Holed(Painter painter)
    {
        const double Bottom = 0.30;
        const double Top = 0.17;
        Facet facing = painter.Facing(frame.Origin);
        List<Vector2D[]> contours = [[new(-Bottom, 0), new(Bottom, 0), new(Top, height), new(-Top, height)]];
        for (double y = 1.1; y < height - 1.4; y += 0.78)
        {
            double half = (Bottom + ((Top - Bottom) * (y + 0.25) / height)) * 0.46;
            contours.Add([new(-half, y + 0.08), new(-half, y + 0.46), new(-half * 0.5, y + 0.54), new(half * 0.5, y + 0.54), new(half, y + 0.46), new(half, y + 0.08), new(half * 0.5, y), new(-half * 0.5, y)]);
        }

        painter.Claim(facing, contours[0]); // a slender pole is seen through the holes when this one is left out
        painter.FillWithHoles(facing, contours, new PlasterTexture(Concrete * tone, 3, 0.7f));

        // The holes' inner sides: a dim line along each hole's shadow side.
        double lightSide = facing.U.Dot(painter.Light.ToSun) > 0 ? 1 : -1;
        foreach (Vector2D[] hole in contours.Skip(1))
        {
            double x = hole[0].X * lightSide;
            double inner = x - (Math.Sign(x) * 0.035);
            Vector2D[] rim = [new(Math.Min(x, inner), hole[0].Y), new(Math.Max(x, inner), hole[0].Y), new(Math.Max(x, inner), hole[1].Y), new(Math.Min(x, inner), hole[1].Y)];
            painter.Fill(facing, rim, Concrete * tone, 0.55);
        }

        painter.Fill(facing, -Bottom, 0, -Bottom + 0.05, 1, Concrete * tone, 0.8);
        Arm(painter, height - 0.2, 0.75, Rgb.Hex(0x7C7D7A));
    }
}
