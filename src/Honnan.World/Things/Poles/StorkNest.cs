using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Poles;

/// <summary>A stork's nest on top of a pole, with a stork.</summary>
/// <param name="frame">The pole's.</param>
/// <param name="height">Where the nest begins, metres.</param>
/// <param name="number">Tells nests apart.</param>
internal sealed class StorkNest(Frame frame, double height, long number) : Thing
{
    private static readonly Rgb Twigs = Rgb.Hex(0x6B5740);
    private static readonly Rgb White = Rgb.Hex(0xF2F1ED);
    private static readonly Rgb Black = Rgb.Hex(0x1E1E20);
    private static readonly Rgb Red = Rgb.Hex(0xC8452E);

    public override Footprint Footprint { get; } = new(frame, 0.15, 0.15);

    public override void Paint(Painter painter)
    {
        painter.Post(frame.Origin, height, height + 0.62, 0.55, 0.88, Twigs);
        Facet facing = painter.Facing(frame.Origin);
        var draws = new Draws(0, number, 1);
        for (int i = 0; i < 34; i++)
        {
            double x = draws.Between(-0.85, 0.85);
            double y = height + draws.Between(0.05, 0.62);
            double lean = draws.Between(-0.45, 0.45);
            Rgb twig = Twigs * draws.Between(0.7f, 1.35f);
            painter.Fill(facing, [new(x, y), new(x + 0.05, y), new(x + 0.05 + lean, y + 0.14), new(x + lean, y + 0.14)], twig);
        }

        double top = height + 0.6;
        painter.Fill(facing, -0.06, top, -0.02, top + 0.42, Red);
        painter.Fill(facing, 0.05, top, 0.09, top + 0.42, Red);
        painter.Fill(facing, [new(-0.34, top + 0.42), new(0.1, top + 0.36), new(0.24, top + 0.5), new(0.2, top + 0.66), new(-0.1, top + 0.68)], White);
        painter.Fill(facing, [new(-0.42, top + 0.40), new(-0.05, top + 0.40), new(0.02, top + 0.54), new(-0.2, top + 0.56)], Black);
        painter.Fill(facing, [new(0.12, top + 0.6), new(0.22, top + 0.56), new(0.27, top + 0.95), new(0.2, top + 1.0), new(0.15, top + 0.95)], White);
        painter.Fill(facing, [new(0.25, top + 0.97), new(0.24, top + 0.92), new(0.5, top + 0.86)], Red);
    }
}
