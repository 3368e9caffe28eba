using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Marks;

/// <summary>A strip of another surface along the road.</summary>
/// <param name="road">The road.</param>
/// <param name="left">Metres of its left edge to the right of the road's middle.</param>
/// <param name="right">Metres of its right edge.</param>
/// <param name="from">Where it begins along the road.</param>
/// <param name="to">Where it ends.</param>
/// <param name="texture">Its surface, by X and Z.</param>
internal sealed class GroundStrip<TTexture>(Road road, double left, double right, double from, double to, TTexture texture) : Mark
    where TTexture : struct, ITexture
{
    public override void Paint(Painter painter)
    {
        foreach ((double a, double b) in new[] { (from, Math.Min(0, to)), (Math.Max(0, from), to) })
        {
            if (b > a)
            {
                painter.FillGround(Facet.Ground, RoadStrips.Outline(road, left, right, a, b), texture);
            }
        }
    }
}
