using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Textures;

namespace Honnan.World.Things.Marks;

/// <summary>A zebra crossing.</summary>
/// <param name="road">The road.</param>
/// <param name="from">Where it begins along the road.</param>
/// <param name="length">Metres along the road.</param>
/// <param name="colour">The bars'.</param>
/// <param name="wear">How worn they are, 0 to 1.</param>
internal sealed class Crossing(Road road, double from, double length, Rgb colour, float wear) : Mark
{
    private const double Bar = 0.5;

    public override void Paint(Painter painter)
    {
        int bars = (int)((2 * road.HalfWidth) / (2 * Bar));
        double left = -((bars * 2 * Bar) - Bar) / 2;
        for (int i = 0; i < bars; i++)
        {
            double u = left + (i * 2 * Bar);
            painter.FillGround(Facet.Ground, RoadStrips.Outline(road, u, u + Bar, from, from + length), new PaintTexture(colour, wear));
        }
    }
}
