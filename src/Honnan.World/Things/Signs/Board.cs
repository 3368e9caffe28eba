using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Signs;

/// <summary>A board with writing on two posts, or on one where it is narrow.</summary>
/// <param name="frame">Its origin is below the board's middle; the front looks against z.</param>
/// <param name="width">Metres.</param>
/// <param name="height">Metres.</param>
/// <param name="bottom">Height of its lower edge.</param>
/// <param name="script">The writing.</param>
/// <param name="ground">The board's colour.</param>
/// <param name="letters">The writing's colour.</param>
/// <param name="text">The seed of what is written.</param>
internal sealed class Board(Frame frame, double width, double height, double bottom, Script script, Rgb ground, Rgb letters, long text) : Thing
{
    private static readonly Rgb Metal = Rgb.Hex(0x86898B);

    public override Footprint Footprint { get; } = new(frame, width / 2, 0.1);

    public override void Shade(ShadowCaster shadows)
    {
        shadows.Hull([frame.At(-width / 2, bottom, 0), frame.At(width / 2, bottom, 0), frame.At(width / 2, bottom + height, 0), frame.At(-width / 2, bottom + height, 0)]);
        shadows.Post(frame.Origin, bottom, 0.05);
    }

    public override void Paint(Painter painter)
    {
        foreach (double x in width > 1.2 ? [-width * 0.34, width * 0.34] : new[] { 0.0 })
        {
            painter.Post(frame.At(x, 0, 0.05), 0, bottom + (height * 0.9), 0.05, 0.05, Metal);
        }

        double half = width / 2;
        Facet front = frame.Front(-half, bottom, -0.04);
        if (!front.Faces(painter.Camera.Position))
        {
            painter.Fill(frame.Back(half, bottom, 0.09), 0, 0, width, height, Metal);
            return;
        }

        painter.Fill(front, 0, 0, width, height, letters);
        double rim = Math.Min(width, height) * 0.035;
        painter.Fill(front, rim, rim, width - rim, height - rim, ground);
        var draws = new Draws(0, text, 0);
        if (height > width * 1.4)
        {
            double size = width * 0.62;
            Lettering.Line(painter, front, (width - (size * 0.9)) / 2, height - (width * 0.12), height - (width * 0.25), size, script, letters, draws, downwards: true);
            return;
        }

        int lines = height > 1.3 ? 2 : 1;
        double space = height / lines;
        for (int i = 0; i < lines; i++)
        {
            double size = space * 0.48;
            Lettering.Line(painter, front, width * 0.09, height - ((i + 1) * space) + (space * 0.26), width * 0.84, size, script, letters, draws);
        }
    }
}
