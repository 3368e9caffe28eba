using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things;

/// <summary>A Dutch tower mill.</summary>
/// <param name="frame">At its foot; the sails look against z.</param>
/// <param name="turn">Where the sails stand, radians.</param>
internal sealed class Windmill(Frame frame, double turn) : Thing
{
    private static readonly Rgb Thatch = Rgb.Hex(0x6E6250);
    private static readonly Rgb Brick = Rgb.Hex(0x8A5A44);
    private static readonly Rgb Wood = Rgb.Hex(0xE4E0D6);

    public override Footprint Footprint { get; } = new(frame, 4, 4);

    public override void Shade(ShadowCaster shadows) => shadows.Post(frame.Origin, 13, 2.4);

    public override void Paint(Painter painter)
    {
        painter.Post(frame.Origin, 0, 4.2, 3.6, 3.2, new BrickTexture(Brick, Rgb.Hex(0xB5ADA0), 0.24f, 0.08f));
        painter.Post(frame.Origin, 4.2, 12.5, 3.25, 2.0, new BoardTexture(Thatch, 0.5f, upright: false));
        painter.Post(frame.Origin, 4.15, 4.4, 4.6, 4.6, Wood);
        painter.Post(frame.Origin, 12.5, 13.6, 2.1, 1.7, Rgb.Hex(0x3F3A36));
        painter.Post(frame.Origin, 13.6, 14.5, 1.7, 0.3, Rgb.Hex(0x3F3A36));
        Facet face = painter.Facing(frame.Origin);
        painter.Fill(face, -0.55, 6.6, 0.55, 8.0, Wood);
        painter.Fill(face, -0.42, 6.75, 0.42, 7.85, Rgb.Hex(0x2E3338));
        for (int i = 0; i < 4; i++)
        {
            Sail(painter, turn + (Math.PI / 2 * i));
        }
    }

    private void Sail(Painter painter, double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        Facet upright = frame.Front(0, 13.2, -2.6);
        if (!upright.Faces(painter.Camera.Position))
        {
            upright = frame.Back(0, 13.2, -2.6);
        }

        var facet = new Facet(upright.Origin, (upright.U * cos) + (upright.V * sin), (upright.U * -sin) + (upright.V * cos));
        painter.Fill(facet, -0.14, 0, 0.14, 9.2, Wood * 0.85f);
        painter.Fill(facet, new Vector2D[] { new(0.14, 1.4), new(1.5, 1.4), new(1.5, 9.0), new(0.14, 9.0) }, new PicketTexture(Wood * 0.8f, 0.45f, 0.34f, 3));
        painter.Fill(facet, 1.42, 1.4, 1.55, 9.0, Wood * 0.8f);
        for (double y = 1.4; y <= 9.0; y += 0.95)
        {
            painter.Fill(facet, 0.1, y - 0.05, 1.55, y + 0.05, Wood * 0.8f);
        }
    }
}
