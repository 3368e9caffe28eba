using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things.Poles;

/// <summary>The wires between two poles; they hang in parabolas.</summary>
internal sealed class Wires(Frame from, Frame to, double height) : Thing
{
    private const int Pieces = 14;

    public override Footprint Footprint { get; } = Footprint.Between(from.Origin, to.Origin, 0.1);

    public override void Paint(Painter painter)
    {
        var points = new Vector3D[Pieces + 1];
        double span = (to.Origin - from.Origin).Length;
        foreach ((double across, double below) in Pole.Hooks)
        {
            Vector3D a = from.At(across, height - below, 0);
            Vector3D b = to.At(across, height - below, 0);
            double sag = span * (below > 1 ? 0.022 : 0.028);
            for (int i = 0; i <= Pieces; i++)
            {
                double t = (double)i / Pieces;
                points[i] = a + ((b - a) * t) - new Vector3D(0, 4 * sag * t * (1 - t), 0);
            }

            painter.Wire(points, below > 1 ? 0.026 : 0.016, Rgb.Hex(0x35363A));
        }
    }
}
